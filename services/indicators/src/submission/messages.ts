import type { Indicator, Severity } from '../catalogue/definition.ts';
import { sayValue, type Value } from './value.ts';

export type Rule = 'subset' | 'partition' | 'multi-choice' | 'twin' | 'jump' | 'outline' | 'missing';

/** What a check says of a line: it blocks the submission, or asks for an explanation that travels with the value. */
export interface CheckMessage {
  readonly indicator: string;
  readonly severity: Severity;
  readonly rule: Rule;
  readonly text: string;
  readonly other: string;
}

/** The value with the name of its line: « 12 « dont tableaux MP 57, 97, 98 » ». */
export const named = (value: Value | undefined, line: Indicator): string => `${sayValue(value ?? { kind: 'empty' })} « ${line.label} »`;

export const message = (line: Indicator, rule: Rule, severity: Severity, text: string, other = ''): CheckMessage =>
  ({ indicator: line.code, rule, severity, text, other });
