import { invalidField } from '@cpom/kernel';
import type { CellValue} from '@cpom/proto/indicators/v1/indicators';
import { type CellInput } from '@cpom/proto/indicators/v1/indicators';
import type { Period as PeriodMessage } from '@cpom/proto/indicators/v1/events';
import type { CellEntry } from './entry.ts';
import type { Period } from './period.ts';
import type { ReadValue, Value } from './value.ts';

/** A value as replies carry it. */
export function toCellValue(value: ReadValue): CellValue {
  if (value.kind === 'number') return { state: 'number', number: value.number, texts: [] };
  const texts = value.kind === 'narrative' ? Object.entries(value.texts).map(([key, text]) => ({ key, text })) : [];
  return { state: value.kind, number: undefined, texts };
}

/** A value as it came. "masked" is for readers and is refused here. */
export function fromCellValue(indicator: string, sent: CellValue | undefined): Value {
  switch (sent?.state) {
    case 'number':
      if (sent.number === undefined) throw invalidField(indicator, 'Il manque le nombre.');
      return { kind: 'number', number: sent.number };
    case 'missing': case 'not-applicable': case 'empty': return { kind: sent.state };
    case 'narrative': return { kind: 'narrative', texts: Object.fromEntries(sent.texts.map(({ key, text }) => [key, text.trim()])) };
    default: throw invalidField(indicator, 'Une réponse est un nombre, un texte, « n.r. » ou « s.o. ».');
  }
}

/** Where a value may say that it comes from; anything else was typed. */
const origins: ReadonlySet<string> = new Set(['saisie', 'import', 'proposition']);

export const fromCellInput = ({ indicator, value, expectedVersion, explanation, origin }: CellInput): CellEntry => ({
  indicator, value: fromCellValue(indicator, value), expectedVersion, explanation: explanation.trim(), origin: origins.has(origin) ? origin : 'saisie',
});

export const toCellInput = ({ indicator, value, explanation, origin }: CellEntry): CellInput =>
  ({ indicator, value: toCellValue(value), expectedVersion: 0, explanation, origin });

export const toPeriod = (period: Period | undefined): PeriodMessage | undefined => (period ? { ...period } : undefined);
