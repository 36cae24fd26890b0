import { addDays, addMonths, type Day } from '@cpom/kernel';
import { ActionSheet, Document, Heading, Opinion, Party, Signature, Term } from '@cpom/proto/contracts/v1/facts';
import { at, person } from './clockwork.ts';
import type { ContractAct, Line, Step } from './plan.ts';
import { randomOf, type Random } from './random.ts';
import { authorityOf, bodiesOf, firstYear, fundOf, lastDay, type FranceOptions, type PlannedService } from './territory.ts';

/** One generation of a service's contract. */
export interface PlannedContract {
  readonly id: string;
  readonly generation: number;
  readonly effect: Day;
  readonly expiry: Day;
  /** In force at the last signature, else on a date told before. */
  readonly atSignature: boolean;
}

/** The generations of a service, most one right after the other, some after months without contract. */
export function contractsOf(options: FranceOptions, service: PlannedService): readonly PlannedContract[] {
  const random = randomOf(options.seed, 'contracts', service.siren);
  const found: PlannedContract[] = [];
  let [effect, gap] = [addDays(`${firstYear(options)}-01-01` as Day, random.between(-300, 300)), 365];
  while (effect <= addDays(lastDay, 250)) {
    if (service.merged && effect >= service.merged.on) break;
    // While the last one runs, the next one takes effect when it ends, on a date told before.
    const atSignature = random.chance(0.7) && gap > 200;
    // At most five years (D.4622-47), also if it were signed on the day it is validated.
    const expiry = addDays(addMonths(effect, random.pick(atSignature ? [36, 48, 54] : [36, 48, 60])), -1);
    found.push({ id: `${service.region}-${service.siren}-${found.length + 1}`, generation: found.length + 1, effect, expiry, atSignature });
    gap = random.chance(0.7) ? 0 : random.between(30, 400);
    effect = addDays(expiry, 1 + gap);
  }
  return found;
}

const themes: readonly (readonly [theme: string, title: string, codes: string])[] = [
  ['pdp', 'Prévenir la désinsertion professionnelle', 'PDP'], ['tms', 'Prévenir les troubles musculo-squelettiques', 'TMS'], ['chemical', 'Maîtriser le risque chimique', 'CMR'],
  ['rps', 'Prévenir les risques psychosociaux', 'RPS'], ['road', 'Prévenir le risque routier', 'ROU'],
];
const lettered = ['A', 'B', 'C'];

function sheetOf(contract: PlannedContract, service: PlannedService, catalogue: readonly Line[], [theme, title, prefix]: (typeof themes)[number]): ActionSheet {
  const asked = catalogue.filter((line) => line.theme === prefix && line.reporter !== 'computed');
  return ActionSheet.fromPartial({
    title, theme, aims: [2, 7], deadline: contract.expiry, strand: 'common', objective: 'Agir plus tôt et auprès des plus petites entreprises.',
    preamble: 'Les signataires constatent que les besoins des entreprises de moins de onze salariés restent mal couverts.',
    actions: lettered.map((letter) => ({ letter, text: `Action ${letter} : repérer, conseiller, accompagner.` })), targetPublic: 'Entreprises de moins de cinquante salariés',
    references: ['PST 4', 'PRST'], leadWording: 'Désigner un référent dans le service',
    indicators: asked.map(({ code }, index) => ({ code, wording: '', action: lettered[index % 3] ?? '', hasTarget: index % 5 === 0, target: index % 5 === 0 ? '+10 %' : '' })),
    commitments: [
      { organisation: service.siren, role: 'service', text: 'Mobiliser la cellule', means: 'Deux équivalents temps plein' },
      { organisation: authorityOf(service.region), role: 'authority', text: 'Appuyer et suivre', means: '' },
      { organisation: fundOf(service.region), role: 'fund', text: 'Partager les données', means: '' },
    ],
  });
}

const headingOf = (contract: PlannedContract, service: PlannedService): Heading => Heading.fromPartial({
  reference: `CPOM-${contract.id}`, title: `CPOM ${contract.effect.slice(0, 4)}-${contract.expiry.slice(0, 4)} ${service.name}`, shape: 'individual',
  context: 'Contrat préparé avec la caisse et le service.', visas: ['Vu le code du travail'], followUp: 'Un comité de suivi se réunit deux fois par an.',
  pdpCell: 'Un médecin du travail, un infirmier, un assistant social', noConvention: true,
});

const signatureOf = (organisation: string, on: Day): Signature =>
  Signature.fromPartial({ organisation, signedOn: on, function: 'Directrice', capacity: 'mandate', capacityReference: 'Délibération du conseil', place: 'Fictif', scan: '' });

type Say = (day: Day, command: ContractAct, minute?: number) => void;

function drafting(contract: PlannedContract, service: PlannedService, catalogue: readonly Line[], from: Day, random: Random, say: Say): void {
  const { region } = service;
  const parties = [['service', service.siren], ['authority', authorityOf(region)], ['fund', fundOf(region)]].map(([role = '', organisation = '']) => Party.fromPartial({ organisation, role }));
  const term = Term.fromPartial({ effect: contract.atSignature ? 'at-signature' : 'on-date', effectiveFrom: contract.atSignature ? '' : contract.effect, expiresOn: contract.expiry });
  say(from, { kind: 'draft', id: contract.id, authority: authorityOf(region), region, heading: headingOf(contract, service), parties, term, on: '', origin: 'fictif' });
  const chosen = themes.filter((_, index) => index < 2 || random.chance(0.5));
  chosen.forEach((theme, index) => { say(addDays(from, 3 + index), { kind: 'put-sheet', sheet: sheetOf(contract, service, catalogue, theme), expectedVersion: 0 }); });
  say(addDays(from, 20), { kind: 'move', step: 'open-negotiation', on: '', reason: '' });
  for (let again = random.between(1, 3); again > 0; again -= 1) say(addDays(from, 60 - again * 10), { kind: 'describe', heading: headingOf(contract, service), expectedVersion: 0 });
  say(addDays(from, 70), { kind: 'move', step: 'open-consultation', on: '', reason: '' });
}

function consulting(service: PlannedService, from: Day, random: Random, say: Say): void {
  for (const body of bodiesOf(service.region)) {
    const sense = random.pick(['favourable', 'favourable', 'with-reservations', 'unfavourable', 'not-stated']);
    say(addDays(from, 100), { kind: 'record-opinion', opinion: Opinion.fromPartial({ body, kind: 'opinion', askedOn: addDays(from, 72), dueOn: addDays(from, 132), givenOn: addDays(from, 99), sense, comment: '' }) });
  }
  if (random.chance(0.15)) {
    say(addDays(from, 105), { kind: 'move', step: 'return-to-negotiation', on: '', reason: 'Observations du comité à reprendre.' });
    say(addDays(from, 112), { kind: 'move', step: 'open-consultation', on: '', reason: '' });
  }
  say(addDays(from, 120), { kind: 'move', step: 'validate', on: '', reason: '' });
}

function signing(contract: PlannedContract, service: PlannedService, from: Day, last: Day, random: Random, say: Say): void {
  say(addDays(from, 125), { kind: 'move', step: 'open-signing', on: '', reason: '' });
  const scan = Document.fromPartial({ kind: 'contract', name: 'contrat.pdf', mediaType: 'application/pdf', size: 180_000, sha256: randomOf(contract.id).next().toString(16).slice(2).padEnd(64, '0').slice(0, 64) });
  say(addDays(from, 126), { kind: 'attach-document', document: scan });
  say(addDays(last, -9), { kind: 'record-signature', signature: signatureOf(service.siren, addDays(last, -9)) });
  say(addDays(last, -random.between(1, 8)), { kind: 'record-signature', signature: signatureOf(fundOf(service.region), addDays(last, -9)) });
  say(last, { kind: 'record-signature', signature: signatureOf(authorityOf(service.region), last) });
  say(addDays(last, 30), { kind: 'name-lead', sheet: 'sheet-1', lead: { service: service.siren, function: 'Médecin du travail', personId: '', namedOn: '' } });
}

/** The life of one generation, planned backwards from its signature. */
function generationSteps(options: FranceOptions, service: PlannedService, catalogue: readonly Line[], contract: PlannedContract): Step[] {
  const random = randomOf(options.seed, 'life', contract.id);
  const who = person('dreets-agent', authorityOf(service.region));
  const steps: Step[] = [];
  const say: Say = (day, command, minute = 0) => { steps.push({ at: at(day, minute), who, act: { on: 'contract', id: contract.id, command } }); };
  const last = contract.atSignature ? contract.effect : addDays(contract.effect, -random.between(10, 60));
  const from = addDays(last, -random.between(160, 260));
  drafting(contract, service, catalogue, from, random, say);
  consulting(service, from, random, say);
  signing(contract, service, from, last, random, say);
  return steps;
}

/** Every contract of one service, as far as the present goes. */
export const contractSteps = (options: FranceOptions, service: PlannedService, catalogue: readonly Line[]): Step[] =>
  contractsOf(options, service).flatMap((contract) => generationSteps(options, service, catalogue, contract)).filter((step) => step.at.slice(0, 10) <= lastDay);

/** The contract under which a year is asked: the one in force at its end, else the last one before. */
export function contractDuring(contracts: readonly PlannedContract[], year: number): string {
  return (contracts.findLast(({ effect }) => effect <= `${year}-12-31`) ?? contracts[0])?.id ?? '';
}
