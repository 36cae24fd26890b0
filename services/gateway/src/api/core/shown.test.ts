import { z } from 'zod';
import { cellOf, cellValue, cellValueBody, valueOf } from '../region/cell-values.ts';
import { date, listOf, maybe, string } from '../values/out.ts';
import { shown } from './shown.ts';

test('what is not known is null, what is not in the document does not leave', () => {
  const schema = z.object({ id: string(), on: date(), note: maybe(), part: z.object({ on: date() }).nullable() });
  expect(shown(schema, { id: '', on: '', note: 'x', part: undefined, actorId: 'person-1' })).toEqual({ id: '', on: null, note: 'x', part: null });
});

test('lists and their parts are shown alike', () => {
  const schema = z.object(listOf(z.object({ on: date() })));
  expect(shown(schema, { items: [{ on: '2022', secret: 1 }], total: 1, limit: 50, offset: 0, contracts: [] })).toEqual({ items: [{ on: '2022' }], total: 1, limit: 50, offset: 0 });
});

test.each([
  [{ state: 'number', number: 0, texts: [] }, { state: 'number', value: 0 }],
  [{ state: 'missing', number: undefined, texts: [] }, { state: 'missing' }],
  [{ state: 'not-applicable', number: undefined, texts: [] }, { state: 'not-applicable' }],
  [{ state: 'masked', number: 7, texts: [] }, { state: 'masked' }],
  [{ state: '', number: undefined, texts: [] }, { state: 'empty' }],
  [{ state: 'narrative', number: undefined, texts: [{ key: 'a', text: 'b' }] }, { state: 'narrative', texts: [{ key: 'a', text: 'b' }] }],
])('the value %j is told as %j', (cell, told) => {
  expect(shown(cellValue, valueOf(cell))).toEqual(told);
  expect(cellValue.parse(told)).toEqual(told);
});

test('what a caller says comes back the same; a secret is not something one says', () => {
  for (const value of [{ state: 'number', value: 12.5 }, { state: 'missing' }, { state: 'not-applicable' }] as const) expect(valueOf(cellOf(cellValueBody.parse(value)))).toEqual(value);
  expect(cellValueBody.safeParse({ state: 'masked' }).success).toBe(false);
  expect(cellValueBody.safeParse({ state: 'number', value: '12,5' }).success).toBe(false);
});
