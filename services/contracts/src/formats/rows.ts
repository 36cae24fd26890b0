import { fold } from '@cpom/kernel';
import { dateIn, entryIn, listIn, wordIn, yesIn } from './cells.ts';
import { columns, type ColumnKey } from './columns.ts';
import { parseContract, type ContractFile } from './contract-file.ts';
import { fine, wrong, type Parsed, type Problem } from './problems.ts';
import { failing, type Reading } from './reading.ts';

/** A contract of a spreadsheet, with its line (the header is line 1). */
export interface RowContract {
  readonly line: number;
  readonly file: ContractFile;
}

const shapes = { individuel: 'individual', collectif: 'collective' };
const themes: Readonly<Record<string, readonly [string, string]>> = {
  pdp: ['pdp', 'Prévention de la désinsertion professionnelle'], tms: ['tms', 'Troubles musculosquelettiques'], chimique: ['chemical', 'Risque chimique'],
  rps: ['rps', 'Risques psychosociaux'], routier: ['road', 'Risque routier'], accidents: ['accidents', 'Accidents du travail'], interim: ['temporary-work', 'Travail temporaire'],
  expositions: ['exposures', 'Cartographie des expositions'], secteur: ['sector', 'Programme de secteur'], experimentation: ['experiment', 'Expérimentation'], autre: ['other', 'Autre action'],
};
const kinds: readonly (readonly [RegExp, string])[] = [[/validation/, 'validation'], [/information/, 'information']];
const senses: readonly (readonly [RegExp, string])[] = [
  [/defavorable/, 'unfavourable'], [/reserve/, 'with-reservations'], [/favorable/, 'favourable'], [/quorum/, 'no-quorum'], [/delai|non rendu/, 'not-given-in-time'],
];
const pick = (text: string, choices: readonly (readonly [RegExp, string])[], otherwise: string): string =>
  choices.find(([shape]) => shape.test(fold(text)))?.[1] ?? otherwise;

interface Line {
  readonly number: number;
  readonly cell: (key: ColumnKey) => string;
  readonly problems: Problem[];
}

const headingOf = (key: ColumnKey): string => columns.find((column) => column.key === key)?.heading ?? key;

function take<T>(line: Line, key: ColumnKey, read: Reading<T>, otherwise: T): T {
  if ('value' in read) return read.value;
  line.problems.push({ line: line.number, place: headingOf(key), message: read.problem });
  return otherwise;
}

const partiesIn = ({ cell }: Line): object[] => ([['services', 'service'], ['authority', 'authority'], ['funds', 'fund'], ['signatories', 'signatory'], ['partners', 'partner']] as const)
  .flatMap(([key, role]) => listIn(cell(key)).map((part) => ({ organisation: part.replace(/\s/g, ''), role })));

function opinionsIn(line: Line): object[] {
  return listIn(line.cell('opinions')).map((part) => {
    const { who, date, rest } = entryIn(part);
    if (/\d/.test(rest)) take(line, 'opinions', failing(`« ${part} » : écrivez l'instance, puis la date (07/12/2021), la nature et le sens.`), '');
    return { body: who, givenOn: date, kind: pick(rest, kinds, 'opinion'), sense: pick(rest, senses, 'not-stated') };
  });
}

/** One date for all who sign, or one part for each. */
function signaturesIn(line: Line, signing: readonly string[]): object[] {
  const parts = listIn(line.cell('signatures'));
  const common = parts.length === 1 ? dateIn(parts[0] ?? '') : failing('');
  if ('value' in common) return signing.map((organisation) => ({ organisation, signedOn: common.value }));
  return parts.map((part) => {
    const { who, date, rest } = entryIn(part);
    if (date === '') take(line, 'signatures', failing(`« ${part} » : écrivez la partie, puis la date de sa signature (10/02/2022).`), '');
    return { organisation: who, signedOn: date, function: rest };
  });
}

function sheetsIn(line: Line): object[] {
  return listIn(line.cell('themes')).flatMap((word) => {
    const found = new Map(Object.entries(themes)).get(fold(word));
    if (found !== undefined) return [{ theme: found[0], title: found[1] }];
    return take(line, 'themes', failing(`« ${word} » n'est pas un thème connu : ${Object.keys(themes).join(', ')}.`), []);
  });
}

function termIn(line: Line): object {
  const effect = line.cell('effect').trim();
  const atSignature = effect === '' || fold(effect).includes('signature');
  return {
    effect: atSignature ? 'at-signature' : 'on-date', effectiveFrom: atSignature ? '' : take(line, 'effect', dateIn(effect), ''),
    expiresOn: take(line, 'expiry', dateIn(line.cell('expiry')), ''), followUpOn: take(line, 'followUp', dateIn(line.cell('followUp')), ''),
    provisional: take(line, 'provisional', yesIn(line.cell('provisional')), false), extended: take(line, 'extended', yesIn(line.cell('extended')), false),
  };
}

function readLine(line: Line): Parsed<RowContract> {
  for (const { key, required, heading } of columns) {
    if (required && line.cell(key).trim() === '') line.problems.push({ line: line.number, place: heading, message: 'Cette cellule est obligatoire.' });
  }
  const parties = partiesIn(line) as { organisation: string; role: string }[];
  const signing = parties.filter((party) => party.role !== 'partner').map((party) => party.organisation);
  const shape = line.cell('shape').trim() === '' ? 'individual' : take(line, 'shape', wordIn(line.cell('shape'), shapes), 'individual');
  const data = {
    reference: line.cell('reference'), title: line.cell('title'), shape, commonReference: line.cell('commonReference'), parties, ...termIn(line),
    opinions: opinionsIn(line), signatures: signaturesIn(line, signing), sheets: sheetsIn(line),
    files: listIn(line.cell('files')).map((name) => ({ name, kind: 'contract' })), origin: line.cell('origin'),
  };
  if (line.problems.length > 0) return wrong(line.problems);
  const read = parseContract(data);
  return read.ok ? fine({ line: line.number, file: read.value }) : wrong(read.problems.map((problem) => ({ ...problem, line: line.number })));
}

/** Where each column stands; headings that are not known, or missing, are problems of the first line. */
function headerOf(cells: readonly string[]): Parsed<ReadonlyMap<ColumnKey, number>> {
  const known = new Map(columns.map((column) => [fold(column.heading), column.key]));
  const places = new Map(cells.flatMap((cell, index) => { const key = known.get(fold(cell.trim())); return key === undefined ? [] : [[key, index] as const]; }));
  const strange = cells.filter((cell) => cell.trim() !== '' && !known.has(fold(cell.trim()))).map((cell): Problem => ({ line: 1, place: cell.trim(), message: 'Cette colonne n\'est pas connue.' }));
  const missing = columns.filter((column) => column.required && !places.has(column.key)).map((column): Problem => ({ line: 1, place: column.heading, message: 'Cette colonne est obligatoire.' }));
  return strange.length + missing.length > 0 ? wrong([...strange, ...missing]) : fine(places);
}

/** Reads a spreadsheet, its header first, one line a contract. Every problem of every line at once; empty lines are passed over. */
export function parseRows(rows: readonly (readonly string[])[]): Parsed<readonly RowContract[]> {
  const header = headerOf(rows[0] ?? []);
  if (!header.ok) return header;
  const cellOf = (cells: readonly string[]) => (key: ColumnKey): string => cells[header.value.get(key) ?? -1] ?? '';
  const lines = rows.slice(1).map((cells, index): Line => ({ number: index + 2, cell: cellOf(cells), problems: [] }));
  const read = lines.filter((_, index) => rows[index + 1]?.some((cell) => cell.trim() !== '')).map(readLine);
  if (read.length === 0) return wrong([{ place: 'fichier', message: 'Le tableau ne contient aucun contrat.' }]);
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  return problems.length > 0 ? wrong(problems) : fine(read.flatMap((one) => (one.ok ? [one.value] : [])));
}
