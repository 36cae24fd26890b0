import { frenchNumber } from '@cpom/kernel';
import type { CellValue } from '@cpom/proto/indicators/v1/indicators';
import { number, valueText, type Typed, type Value } from '../../ui/index.ts';

const decimalsOf = (value: number): number => Math.min(6, (String(value).split('.')[1] ?? '').length);

/** A number with all the decimals it was given: 1 234 or 12,75. */
export const exact = (value: number): string => frenchNumber(value, decimalsOf(value));

/** Whether somebody answered: a number, a text, « n.r. » or « s.o. ». */
export const isAnswered = (cell: CellValue | undefined): cell is CellValue => cell !== undefined && cell.state !== '' && cell.state !== 'empty';

/** A value as it is shown; undefined when nothing was answered, or when it is a text. */
export function shownValue(cell: CellValue | undefined): Value | undefined {
  switch (cell?.state) {
    case 'number': return number(cell.number ?? 0, decimalsOf(cell.number ?? 0));
    case 'missing': return { kind: 'missing' };
    case 'not-applicable': return { kind: 'notApplicable' };
    case 'masked': return { kind: 'masked' };
    default: return undefined;
  }
}

const yesNo = (cell: CellValue): string => (cell.number === 1 ? 'oui' : 'non');

/** A value in a sentence or a file: 1 234, oui, n.r., s.o., secret, the beginning of a text, or nothing. */
export function plainValue(cell: CellValue | undefined, unit = ''): string {
  if (cell?.state === 'number' && unit === 'boolean') return yesNo(cell);
  if (cell?.state === 'narrative') return cell.texts.map(({ text }) => text).filter((text) => text !== '').join(' — ');
  const shown = shownValue(cell);
  return shown ? valueText(shown) : '';
}

/** A value as it would be typed. */
export function typedOf(cell: CellValue | undefined, unit: string): Typed {
  if (cell?.state === 'missing') return { choice: 'missing', text: '' };
  if (cell?.state === 'not-applicable') return { choice: 'notApplicable', text: '' };
  return { choice: 'number', text: cell?.state === 'number' ? plainValue(cell, unit) : '' };
}

/** Says whether two values are the same answer. */
export function sameCell(left: CellValue | undefined, right: CellValue | undefined): boolean {
  if (!isAnswered(left) || !isAnswered(right)) return isAnswered(left) === isAnswered(right);
  if (left.state !== right.state || left.number !== right.number) return false;
  const texts = (cell: CellValue): string => JSON.stringify(cell.texts.filter(({ text }) => text.trim() !== '').map(({ key, text }) => [key, text.trim()]).sort());
  return texts(left) === texts(right);
}
