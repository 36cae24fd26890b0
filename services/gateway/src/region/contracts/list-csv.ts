import type { ContractSummary } from '@cpom/proto/contracts/v1/contracts';
import type { Asked } from '../../site/asked.ts';
import type { Answer } from '../../site/route.ts';
import type { RegionVisit } from '../calls.ts';
import { dateOr } from './about.ts';
import { csvTable } from '../../common/csv.ts';
import { allContracts, readListQuery } from './list-query.ts';
import { flagText } from './statuses.ts';
import { shapes, statuses, themes, wordOf } from './words.ts';

const head = [
  'Identifiant', 'Référence', 'Titre', 'Forme', 'Services', 'SIREN des services', 'Caisses', 'État', 'Remarques', 'Signé le', 'Prise d’effet', 'Échéance', 'Échéance provisoire',
  'Signatures reçues', 'Signatures attendues', 'Avis attendus', 'Thèmes', 'Reprise', 'Origine', 'Situation au',
];

const rowOf = (visit: RegionVisit, on: string) => (one: ContractSummary): (string | number)[] => [
  one.id, one.reference, one.title, wordOf(shapes, one.shape), one.services.map(visit.nameOf).join(', '), one.services.join(', '), one.funds.map(visit.nameOf).join(', '),
  wordOf(statuses, one.status), one.statusFlags.map(flagText).join(', '), dateOr(one.signedOn, ''), dateOr(one.effectiveFrom, ''), dateOr(one.expiresOn, ''), one.expiryProvisional ? 'oui' : 'non',
  one.signaturesGiven, one.signaturesExpected, one.opinionsAwaited.map(visit.nameOf).join(', '), one.themes.map((theme) => wordOf(themes, theme)).join(', '),
  one.recordedAfterwards ? 'oui' : 'non', one.origin, dateOr(on, ''),
];

/** The filtered list, for a spreadsheet. */
export async function contractCsv(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const query = readListQuery(visit, asked);
  const found = await allContracts(visit, asked, query);
  return csvTable(`contrats-${visit.info.code}-${query.on}`, head, found.map(rowOf(visit, query.on)));
}
