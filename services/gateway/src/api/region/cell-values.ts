import type { CellValue } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import { text } from '../values/in.ts';
import { string } from '../values/out.ts';

const answeredHeading = z.object({ key: string('Rubrique ; vide quand le texte est libre.'), text: string() });

/** A value as it is: zero is a number, and none of the other states is. */
export const cellValue = z.discriminatedUnion('state', [
  z.object({ state: z.literal('number'), value: z.number() }),
  z.object({ state: z.literal('missing') }), z.object({ state: z.literal('not-applicable') }), z.object({ state: z.literal('masked') }), z.object({ state: z.literal('empty') }),
  z.object({ state: z.literal('narrative'), texts: z.array(answeredHeading) }),
]).describe('Un nombre, non renseigné (missing), sans objet (not-applicable), secret (masked), sans réponse (empty) ou un texte.');

/** A value as a caller may give it: what is secret or unanswered is not something one says. */
export const cellValueBody = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('number'), value: z.number() }), z.strictObject({ state: z.literal('missing') }), z.strictObject({ state: z.literal('not-applicable') }),
  z.strictObject({ state: z.literal('narrative'), texts: z.array(z.strictObject({ key: z.string().max(60), text: text(20_000) })).max(20) }),
]);

/** What the service says, as the API says it. A state that this version does not know counts as not answered. */
export function valueOf(cell: CellValue | undefined): z.output<typeof cellValue> {
  const state = cell?.state;
  if (state === 'number' && cell?.number !== undefined) return { state, value: cell.number };
  if (state === 'narrative') return { state, texts: cell?.texts ?? [] };
  return state === 'missing' || state === 'not-applicable' || state === 'masked' ? { state } : { state: 'empty' };
}

/** The same, null where nothing stands at all. */
export const valueOrNull = (cell: CellValue | undefined): z.output<typeof cellValue> | null => (cell === undefined ? null : valueOf(cell));

/** What a caller gave, as the service takes it. */
export const cellOf = (value: z.output<typeof cellValueBody>): CellValue =>
  ({ state: value.state, number: value.state === 'number' ? value.value : undefined, texts: value.state === 'narrative' ? value.texts : [] });
