import { parse as parseCsv } from 'csv-parse/sync';
import type { ReadUpload } from '../../../web/incoming.ts';
import { unreadable } from './unreadable.ts';

/** What a file holds, out of its container: one JSON text, or the rows of a table. */
export type Contents = { readonly json: string } | { readonly rows: readonly (readonly string[])[] };

/** Windows spreadsheets still write Windows-1252; a UTF-8 file says so by being valid. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const delimiterOf = (text: string): string => {
  const head = text.split(/\r?\n/, 1)[0] ?? '';
  return [';', '\t', ','].find((one) => head.includes(one)) ?? ';';
};

function csvOf(text: string): Contents {
  try {
    return { rows: parseCsv(text, { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false }) };
  } catch (error) {
    const line = typeof error === 'object' && error !== null && 'lines' in error ? ` (ligne ${String(error.lines)})` : '';
    throw unreadable(`Ce fichier CSV ne se lit pas${line} : un guillemet n’est pas refermé, ou une ligne est mal formée.`);
  }
}

/** The kinds of file that tell of existing contracts. */
export const importAccept = '.json,.yaml,.yml,.csv,.xlsx';

// Workbooks and YAML are read by large libraries, for files that come a few times a year: loaded at the first of them.
const xlsxOf = async (bytes: Uint8Array): Promise<Contents> => ({ rows: await (await import('./workbook.ts')).rowsOf(bytes) });
const yamlOf = async (text: string): Promise<Contents> => ({ json: (await import('./yaml.ts')).jsonOf(text) });

/** Takes a file out of its container. Refuses `invalid`, naming the place, what cannot be read. */
export async function contentsOf({ name, bytes }: ReadUpload): Promise<Contents> {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extension === 'xlsx') return xlsxOf(bytes);
  if (extension === 'csv') return csvOf(textOf(bytes));
  if (['json', 'yaml', 'yml'].includes(extension)) return yamlOf(textOf(bytes));
  throw unreadable('Ce type de fichier n’est pas admis. Envoyez un fichier YAML, JSON, CSV ou XLSX.');
}
