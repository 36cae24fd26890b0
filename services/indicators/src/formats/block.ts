import type { Indicator } from '../catalogue/definition.ts';
import type { CellEntry } from '../submission/entry.ts';
import { inTreeOrder } from '../submission/tree.ts';
import type { Value } from '../submission/value.ts';
import { isUnread, readCell } from './cell.ts';
import { splitDelimited, type Field } from './csv.ts';

/** Where a block is wrong; lines and columns from 1, as its writer counts them. */
export interface BlockError {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What was read: good cells go on, each wrong one says where and why. */
export interface ReadBlock {
  readonly cells: readonly CellEntry[];
  readonly errors: readonly BlockError[];
}

type Row = readonly Field[];
type Got = { readonly cell: CellEntry } | { readonly error: BlockError } | undefined;

const mostRows = 1_000;
const wrong = ({ line, column }: Pick<Field, 'line' | 'column'>, text: string): Got => ({ error: { line, column, text } });
const isBlank = (row: Row): boolean => row.every(({ text }) => text.trim() === '');

/** A text without heading answers the only one there is; with an outline it must be typed heading by heading. */
function narrativeFits(line: Indicator, value: Value): boolean {
  return value.kind !== 'narrative' || line.outline.length === 0;
}

function read(line: Indicator, field: Field, explanation: string): Got {
  const value = readCell(field.text, line.unit);
  if (isUnread(value)) return wrong(field, value.error);
  if (value.kind === 'empty') return undefined;
  if (line.reporter === 'computed') return wrong(field, `« ${line.label} » est calculé : cette ligne ne se remplit pas.`);
  if (!narrativeFits(line, value)) return wrong(field, `« ${line.label} » se rédige rubrique par rubrique, dans la grille.`);
  return { cell: { indicator: line.code, value, explanation: explanation.trim(), origin: 'import' } };
}

function byCode(lines: readonly Indicator[], row: Row): Got {
  const [code, value, why] = row;
  if (!code || !value) return wrong({ line: code?.line ?? 1, column: 2 }, 'Il manque la valeur : chaque ligne porte un code, puis une valeur.');
  const line = lines.find((other) => other.code.toLowerCase() === code.text.trim().toLowerCase());
  if (!line) return wrong(code, `« ${code.text.trim().slice(0, 40)} » n'est pas le code d'une ligne de cette campagne.`);
  return read(line, value, why?.text ?? '');
}

function gather(got: readonly Got[]): ReadBlock {
  const cells = got.flatMap((one) => (one && 'cell' in one ? [one.cell] : []));
  const errors = got.flatMap((one) => (one && 'error' in one ? [one.error] : []));
  return { cells, errors };
}

const tooLong = (rows: number): ReadBlock | undefined =>
  (rows > mostRows ? { cells: [], errors: [{ line: mostRows + 1, column: 1, text: `Le bloc dépasse ${mostRows} lignes.` }] } : undefined);

/** A CSV file: `code;valeur;explication`, its heading optional; comma or tab where the first line has no semicolon. */
export function readCsv(lines: readonly Indicator[], text: string): ReadBlock {
  const first = text.split('\n', 1)[0] ?? '';
  const separator = [';', '\t', ','].find((candidate) => first.includes(candidate)) ?? ';';
  const rows = splitDelimited(text, separator).filter((row) => !isBlank(row));
  const body = rows[0]?.[0]?.text.trim().toLowerCase() === 'code' ? rows.slice(1) : rows;
  return tooLong(body.length) ?? gather(body.map((row) => byCode(lines, row)));
}

/** A block copied from a spreadsheet: codes and values, or values alone from a line of the grid downwards. */
export function readPasted(lines: readonly Indicator[], text: string, firstIndicator: string): ReadBlock {
  const rows = splitDelimited(text.replace(/(?:\r?\n)+$/, ''), '\t');
  const codes = new Set(lines.map(({ code }) => code.toLowerCase()));
  const withCodes = rows.some((row) => row.length > 1 && codes.has((row[0]?.text ?? '').trim().toLowerCase()));
  if (rows.length > mostRows) return tooLong(rows.length) ?? { cells: [], errors: [] };
  if (withCodes) return gather(rows.filter((row) => !isBlank(row)).map((row) => byCode(lines, row)));
  const order = inTreeOrder(lines).map(({ line }) => line);
  const start = Math.max(0, order.findIndex(({ code }) => code === firstIndicator));
  return gather(rows.map((row, index): Got => {
    const [line, value] = [order[start + index], row[0]];
    if (!value || isBlank(row)) return undefined;
    return line ? read(line, value, row[1]?.text ?? '') : wrong(value, 'Le bloc dépasse la dernière ligne de la grille.');
  }));
}
