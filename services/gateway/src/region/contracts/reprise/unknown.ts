import { fold } from '@cpom/kernel';
import type { ImportProblem } from '@cpom/proto/contracts/v1/contracts';
import type { Contents } from './containers.ts';

interface Named {
  readonly contract: number;
  readonly line: number;
  readonly place: string;
  readonly id: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const listIn = (value: unknown, key: string): readonly unknown[] => (isObject(value) && Array.isArray(value[key]) ? (value[key] as unknown[]) : []);

function namedInJson(json: string): Named[] {
  const data: unknown = JSON.parse(json);
  const contracts: readonly unknown[] = Array.isArray(data) ? data : [data];
  const within = (contract: unknown, index: number, list: string, key: string): Named[] => listIn(contract, list).flatMap((one, at) => {
    const id = isObject(one) ? one[key] : undefined;
    return typeof id === 'string' && id.trim() !== '' ? [{ contract: index + 1, line: 0, place: `${list}.${at}.${key}`, id: id.trim() }] : [];
  });
  return contracts.flatMap((one, index) => [...within(one, index, 'parties', 'organisation'), ...within(one, index, 'opinions', 'body')]);
}

const columns: readonly string[] = ['services', 'dreets', 'caisses', 'autres signataires', 'partenaires', 'avis'];

/** The codes of a cell; an opinion goes on with its date and sense after the body's code. */
const codesIn = (cell: string, column: string): string[] => cell.split(/[;\n]/).map((part) => part.trim()).filter((part) => part !== '')
  .map((part) => (column === 'avis' ? (part.split(/\s/)[0] ?? '') : part.replace(/\s/g, '')));

function namedInRows([head = [], ...rows]: readonly (readonly string[])[]): Named[] {
  return rows.flatMap((cells, row) => cells.flatMap((cell, index) => {
    const column = fold((head[index] ?? '').trim());
    if (!columns.includes(column)) return [];
    return codesIn(cell, column).map((id) => ({ contract: 0, line: row + 2, place: (head[index] ?? '').trim(), id }));
  }));
}

/** Organisations and bodies that the directory does not know, each in its place: a contract with a stranger could not be read. */
export const unknownIn = (contents: Contents, knows: (id: string) => boolean): ImportProblem[] =>
  ('json' in contents ? namedInJson(contents.json) : namedInRows(contents.rows)).filter(({ id }) => !knows(id))
    .map(({ contract, line, place, id }) => ({ contract, line, place, message: `« ${id} » n’est pas dans l’annuaire : enregistrez d’abord cet organisme, ou corrigez son code.` }));
