import ExcelJS from 'exceljs';
import type { ImportColumn } from '@cpom/proto/contracts/v1/contracts';
import { unreadable } from './unreadable.ts';

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

/** The rows of a workbook's first sheet. Refuses `invalid` what is no workbook, and one too long. */
export async function rowsOf(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(Buffer.from(bytes) as never);
  } catch {
    throw unreadable('Ce classeur ne se lit pas. Ouvrez-le, enregistrez-le au format XLSX, puis recommencez.');
  }
  const [sheet] = book.worksheets;
  if (!sheet) throw unreadable('Ce classeur ne contient aucune feuille.');
  if (sheet.rowCount > mostRows) throw unreadable(`Ce classeur compte plus de ${mostRows} lignes. Partagez-le en plusieurs fichiers.`);
  return Array.from({ length: sheet.rowCount }, (_, row) => Array.from({ length: sheet.columnCount }, (_one, column) => cellText(sheet.getCell(row + 1, column + 1).value)));
}

/** The bytes of the empty workbook: a sheet to fill, and one that says what each column takes. */
export async function modelWorkbook(columns: readonly ImportColumn[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Contrats', { views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }] });
  sheet.columns = columns.map((one) => ({ header: one.heading, width: Math.max(16, one.heading.length + 2), style: { numFmt: '@' } }));
  sheet.getRow(1).font = { bold: true };
  const help = book.addWorksheet('Mode d’emploi');
  help.columns = [{ header: 'Colonne', width: 28 }, { header: 'Obligatoire', width: 14 }, { header: 'Ce qu’on y écrit', width: 110 }];
  help.getRow(1).font = { bold: true };
  help.addRows(columns.map((one) => [one.heading, one.required ? 'oui' : 'non', one.help]));
  return new Uint8Array(await book.xlsx.writeBuffer());
}
