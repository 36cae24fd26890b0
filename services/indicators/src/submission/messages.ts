import type { Indicator, Severity } from '../catalogue/definition.ts';
import { sayValue, type Value } from './value.ts';

export type Rule = 'subset' | 'partition' | 'multi-choice' | 'twin' | 'jump' | 'outline' | 'missing' | 'small-base';

/** What a check says of a line: it blocks the submission, asks for an explanation that travels with the value, or only informs. */
export interface CheckMessage {
  readonly indicator: string;
  readonly severity: Severity | 'info';
  readonly rule: Rule;
  readonly text: string;
  readonly other: string;
}

/** The value with the name of its line: « 12 « dont tableaux MP 57, 97, 98 » ». */
export const named = (value: Value | undefined, line: Indicator): string => `${sayValue(value ?? { kind: 'empty' })} « ${line.label} »`;

export const message = (line: Indicator, rule: Rule, severity: CheckMessage['severity'], text: string, other = ''): CheckMessage =>
  ({ indicator: line.code, rule, severity, text, other });
