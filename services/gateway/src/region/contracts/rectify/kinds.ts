import type { RectifyContractRequest } from '@cpom/proto/contracts/v1/contracts';
import type { z } from 'zod';
import type { Html } from '../../../ui/index.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import type { RegionVisit } from '../../calls.ts';
import type { Schema, Shown } from '../act/types.ts';
import type { Words } from '../words.ts';

export type Correct = NonNullable<RectifyContractRequest['correct']>;

/** One recorded fact that can be corrected: its form, and what it becomes. */
export interface Correction {
  readonly kind: string;
  /** « la signature de … ». */
  readonly subject: string;
  readonly schema: Schema;
  readonly first: TypedGroup;
  readonly fields: (shown: Shown, visit: RegionVisit) => Html;
  readonly correct: (value: unknown) => Correct;
  /** Whether it can be said that the fact never was. */
  readonly voidable: boolean;
  /** Field → what it is called; the order of the summary. */
  readonly labels: Words;
  /** Field → words of its codes. */
  readonly words?: Readonly<Record<string, Words>>;
}

interface Spec<S extends Schema> extends Omit<Correction, 'schema' | 'correct'> {
  readonly schema: S;
  readonly correct: (value: z.output<S>) => Correct;
}

/** Forgets the form's own type, so that corrections of every kind stand in one list. The value always comes from the schema beside it. */
export const correction = <S extends Schema>(spec: Spec<S>): Correction => ({ ...spec, correct: (value) => spec.correct(value as z.output<S>) });
