import { isDay, regionOf } from '@cpom/kernel';
import type { Heard } from '@cpom/platform';
import type { ContractState } from '@cpom/proto/contracts/v1/events';
import type { SubmissionState } from '@cpom/proto/indicators/v1/events';
import { kindByType, kindOfStream, peerOf, withdrawnType } from './types.ts';

/** A message that cannot be right: it is parked, and these words stand on the page where it is released. */
const wrong = (message: string): Error => new Error(message);

function checkContract({ intervals }: ContractState): void {
  const bad = intervals.find(({ from, to }) => !isDay(from) || (to !== '' && !isDay(to)));
  if (bad) throw wrong(`Un statut du contrat porte une date incomplète : « ${bad.from} » à « ${bad.to} ».`);
}

function checkSubmission({ service, campaign, period }: SubmissionState): void {
  if (service === '' || campaign === '' || !period) throw wrong('La remontée ne dit pas de quel service ou de quelle période elle est.');
  if (!isDay(period.from) || !isDay(period.to)) throw wrong(`La période de la remontée n'est pas complète : « ${period.from} » à « ${period.to} ».`);
}

function checkPeer(heard: Heard): void {
  const peer = peerOf(heard.stream);
  if (!regionOf(peer)) throw wrong(`Aucune région n'a le code « ${peer} ».`);
  const { region } = heard.value as { readonly region?: string };
  if (region !== undefined && region !== peer) throw wrong(`La région ${peer} ne peut pas parler pour la région « ${region} ».`);
}

/** Throws for what no correct region would say: another region's matter, a stream of another kind, dates that do not exist. */
export function check(heard: Heard): void {
  if (heard.type === withdrawnType) return;
  const kind = kindByType(heard.type);
  if (kind === undefined || kindOfStream(heard.stream) !== kind) throw wrong(`« ${heard.type} » n'a pas sa place dans « ${heard.stream} ».`);
  checkPeer(heard);
  if (kind === 'contract') checkContract(heard.value as ContractState);
  if (kind === 'submission') checkSubmission(heard.value as SubmissionState);
}
