import { CellValue, type CellInput, type CellChange } from '@cpom/proto/indicators/v1/indicators';
import { meaningOf, type PostedRow, type Typed } from '../../../ui/index.ts';
import { isAnswered, sameCell } from '../values.ts';
import { outlineOf, whyKey, type Line, type Refused } from './rows.ts';

/** What one posted line asks for: a value to save, nothing, or something that cannot be read. */
export type Wanted =
  | { readonly kind: 'save'; readonly input: CellInput }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'unreadable'; readonly refused: Refused };

const none = (text: string): 'missing' | 'not-applicable' | undefined => {
  const letters = text.replace(/[\s.]/g, '').toLowerCase();
  return letters === 'nr' ? 'missing' : letters === 'so' ? 'not-applicable' : undefined;
};

/** A narrative: its texts; or « n.r. » or « s.o. » written instead of all of them. */
function narrative(line: Line, texts: ReadonlyMap<string, string>): CellValue {
  const written = outlineOf(line).filter(({ key }) => key !== whyKey).map(({ key, own }) => ({ key: own, text: (texts.get(key) ?? '').trim() })).filter(({ text }) => text !== '');
  const [only] = written;
  const state = written.length === 1 && only ? none(only.text) : undefined;
  if (state) return CellValue.fromPartial({ state });
  return written.length === 0 ? CellValue.fromPartial({ state: 'empty' }) : CellValue.fromPartial({ state: 'narrative', texts: written });
}

const answers: Readonly<Record<string, string>> = { oui: '1', non: '0' };

function figure(line: Line, typed: Typed): CellValue | string {
  const text = line.indicator.unit === 'boolean' ? (answers[typed.text.trim().toLowerCase()] ?? typed.text) : typed.text.replace(/\s*%$/, '');
  const meaning = meaningOf({ choice: typed.choice, text });
  switch (meaning.kind) {
    case 'number': return CellValue.fromPartial({ state: 'number', number: meaning.value });
    case 'missing': return CellValue.fromPartial({ state: 'missing' });
    case 'notApplicable': return CellValue.fromPartial({ state: 'not-applicable' });
    case 'unanswered': return CellValue.fromPartial({ state: 'empty' });
    case 'error': return meaning.message;
  }
}

const textsOf = ({ outline }: PostedRow): ReadonlyMap<string, string> => new Map(outline.map(({ key, text }) => [key, text]));

/** The fields of a line among those of the form. */
export const askedFields = (lines: readonly Line[]): { id: string; outline: string[] }[] =>
  lines.filter(({ editable }) => editable).map((line) => ({ id: line.indicator.code, outline: line.indicator.unit === 'narrative' ? [...outlineOf(line).map(({ key }) => key), whyKey] : [] }));

/** What a posted line means, held against what the line is now. */
export function wantedOf(line: Line, posted: PostedRow): Wanted {
  const texts = textsOf(posted);
  const isText = line.indicator.unit === 'narrative';
  const value = isText ? narrative(line, texts) : posted.typed ? figure(line, posted.typed) : (line.value ?? CellValue.fromPartial({ state: 'empty' }));
  if (typeof value === 'string') return { kind: 'unreadable', refused: { ...(posted.typed ? { typed: posted.typed } : {}), message: value } };
  const explanation = (isText ? texts.get(whyKey) : posted.explanation)?.trim() ?? '';
  if (sameCell(value, line.value) && (explanation === '' || explanation === line.explanation)) return { kind: 'unchanged' };
  const took = line.proposed !== undefined && sameCell(value, line.proposed) && isAnswered(value);
  return { kind: 'save', input: { indicator: line.indicator.code, value, expectedVersion: line.cellVersion, explanation, origin: took ? 'proposition' : 'saisie' } };
}

/** What the line held when the form was shown: the last change until then. */
export function valueSeen(changes: readonly CellChange[], seenAt: string): CellValue | undefined {
  return changes.filter(({ recordedAt, what }) => recordedAt <= seenAt && what === 'saved').at(-1)?.after;
}

