import { stringify } from 'csv-stringify/sync';
import type { Answer } from '../site/route.ts';

/** One column of a file: its head, and what stands under it. Numbers are written as French spreadsheets read them. */
export interface CsvColumn<R> {
  readonly head: string;
  readonly value: (row: R) => string | number | undefined;
}

const most = 500;
const ceiling = 200_000;

const cell = (value: string | number | undefined): string => (typeof value === 'number' ? String(value).replace('.', ',') : (value ?? ''));

// A negative number begins like a formula; it is none.
const isNumber = /^-?\d+(?:,\d+)?$/;
const harmless = (text: string): string => (isNumber.test(text) || !/^[=+\-@\t\r]/.test(text) ? text : `'${text}`);

/** A table for a French spreadsheet: `;`, a byte-order mark, CRLF; what would be run as a formula is not. */
export const csvText = (head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string =>
  stringify([[...head], ...rows.map((row) => row.map((one) => harmless(cell(one))))], { delimiter: ';', bom: true, record_delimiter: 'windows' });

/** The same from columns. */
export const csvOf = <R>(columns: readonly CsvColumn<R>[], rows: readonly R[]): string =>
  csvText(columns.map(({ head }) => head), rows.map((row) => columns.map(({ value }) => value(row))));

/** A table as an answer; `name` without its extension. */
export const csvTable = (name: string, head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): Answer =>
  ({ kind: 'text', mediaType: 'text/csv; charset=utf-8', fileName: `${name}.csv`, text: csvText(head, rows) });

/** The rows as an answer. */
export const csvAnswer = <R>(name: string, columns: readonly CsvColumn<R>[], rows: readonly R[]): Answer =>
  csvTable(name, columns.map(({ head }) => head), rows.map((row) => columns.map(({ value }) => value(row))));

/** Reads every page of a list, 500 rows a call. */
export async function everyRow<R>(read: (offset: number, limit: number) => Promise<{ readonly rows: readonly R[]; readonly total: number }>): Promise<readonly R[]> {
  const found: R[] = [];
  for (;;) {
    const { rows, total } = await read(found.length, most);
    found.push(...rows);
    if (rows.length === 0 || found.length >= Math.min(total, ceiling)) return found;
  }
}
