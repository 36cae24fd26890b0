import { stringify } from 'csv-stringify/sync';
import type { Answer } from '../../site/route.ts';

/** A table as French Excel opens it: semicolons, byte-order mark, CRLF, no cell that runs as a formula. */
export const csvText = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  stringify([[...head], ...rows.map((row) => [...row])], { delimiter: ';', bom: true, record_delimiter: '\r\n', escape_formulas: true });

export const csvAnswer = (fileName: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): Answer =>
  ({ kind: 'text', mediaType: 'text/csv; charset=utf-8', fileName, text: csvText(head, rows) });
