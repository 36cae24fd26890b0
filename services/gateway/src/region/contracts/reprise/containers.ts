import { Refusal } from '@cpom/kernel';
import { parse as parseCsv } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { isScalar, parseAllDocuments, visit, type Document } from 'yaml';
import type { ReadUpload } from '../../../web/incoming.ts';

/** What a file holds, out of its container: one JSON text, or the rows of a table. */
export type Contents = { readonly json: string } | { readonly rows: readonly (readonly string[])[] };

const unreadable = (message: string): Refusal => new Refusal('invalid', message, [{ field: 'fichier', message }]);

/** Windows spreadsheets still write Windows-1252; a UTF-8 file says so by being valid. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Numbers stay as written (a SIREN keeps its zeros), save the legal aims, which are numbers. */
function keepWritten(document: Document): void {
  visit(document, {
    Scalar: (_key, node, path) => {
      const inAims = path.some((parent) => 'key' in parent && isScalar(parent.key) && parent.key.value === 'aims');
      if (typeof node.value === 'number' && !inAims && node.source !== undefined) node.value = node.source;
    },
  });
}

/** Aliases that multiply would fill the memory: past a few, the file is refused. */
function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    throw unreadable('Ce fichier ne se lit pas : ses renvois (« & » et « * ») sont faux ou trop nombreux. Écrivez les valeurs en entier.');
  }
}

/** YAML, of which JSON is a part: errors name their line and column. */
function yamlOf(text: string): Contents {
  const documents = parseAllDocuments(text);
  const errors = (Array.isArray(documents) ? documents : []).flatMap((document) => document.errors);
  const [first] = errors;
  if (first) {
    const [at] = first.linePos ?? [];
    throw unreadable(`Ce fichier ne se lit pas${at ? ` : ligne ${at.line}, colonne ${at.col}` : ''}. Ce n’est ni du JSON ni du YAML valide.`);
  }
  const values = (Array.isArray(documents) ? documents : []).map((document) => { keepWritten(document); return valueOf(document); });
  return { json: JSON.stringify(values.length === 1 ? values[0] : values) };
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

const two = (value: number): string => String(value).padStart(2, '0');

/** A cell as a reader sees it: a date as 31/12/2022, a formula as its result. */
function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return `${two(value.getUTCDate())}/${two(value.getUTCMonth() + 1)}/${value.getUTCFullYear()}`;
  if (typeof value !== 'object') return typeof value === 'boolean' ? (value ? 'oui' : 'non') : String(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('text' in value) return String(value.text);
  return 'result' in value ? cellText(value.result as ExcelJS.CellValue) : '';
}

const mostRows = 2_000;

async function xlsxOf(bytes: Uint8Array): Promise<Contents> {
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(Buffer.from(bytes) as never);
  } catch {
    throw unreadable('Ce classeur ne se lit pas. Ouvrez-le, enregistrez-le au format XLSX, puis recommencez.');
  }
  const [sheet] = book.worksheets;
  if (!sheet) throw unreadable('Ce classeur ne contient aucune feuille.');
  if (sheet.rowCount > mostRows) throw unreadable(`Ce classeur compte plus de ${mostRows} lignes. Partagez-le en plusieurs fichiers.`);
  const rows = Array.from({ length: sheet.rowCount }, (_, row) => Array.from({ length: sheet.columnCount }, (_one, column) => cellText(sheet.getCell(row + 1, column + 1).value)));
  return { rows };
}

/** The kinds of file that tell of existing contracts. */
export const importAccept = '.json,.yaml,.yml,.csv,.xlsx';

/** Takes a file out of its container. Refuses `invalid`, naming the place, what cannot be read. */
export async function contentsOf({ name, bytes }: ReadUpload): Promise<Contents> {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extension === 'xlsx') return xlsxOf(bytes);
  if (extension === 'csv') return csvOf(textOf(bytes));
  if (['json', 'yaml', 'yml'].includes(extension)) return yamlOf(textOf(bytes));
  throw unreadable('Ce type de fichier n’est pas admis. Envoyez un fichier YAML, JSON, CSV ou XLSX.');
}
