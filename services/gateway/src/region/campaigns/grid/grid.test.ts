import { describe, expect, test } from '@jest/globals';
import { CellValue, GridRow, Indicator } from '@cpom/proto/indicators/v1/indicators';
import { wantedOf, valueSeen } from './typed.ts';
import { linesOf, type Line } from './rows.ts';
import { entryRows, lockOfAll } from './tree.ts';

type Given = Partial<Omit<GridRow, 'indicator'>> & { readonly about: Partial<Indicator> };

const lineOf = ({ about, ...row }: Given): Line => {
  const [line] = linesOf([GridRow.fromPartial({ editable: true, value: { state: 'empty' }, state: 'empty', ...row, indicator: Indicator.fromPartial({ unit: 'persons', reporter: 'spsti', theme: 'PDP', ...about }) } as never)]);
  if (!line) throw new Error('a row without indicator');
  return line;
};
const number = (value: number): CellValue => CellValue.fromPartial({ state: 'number', number: value });
const showing = { href: '/c', lockedAll: undefined, refused: new Map() };
const posted = (text: string, choice: 'number' | 'missing' | 'notApplicable' = 'number') => ({ id: 'A-1', typed: { text, choice }, outline: [] });

describe('what a posted line asks for', () => {
  const line = lineOf({ about: { code: 'A-1' }, value: number(12), cellVersion: 7, explanation: 'dit' });

  test('given the value that stands, then nothing is saved; zero, n.r. and s.o. are answers', () => {
    expect(wantedOf(line, posted('12'))).toEqual({ kind: 'unchanged' });
    expect(wantedOf(line, posted('0'))).toMatchObject({ kind: 'save', input: { value: { state: 'number', number: 0 }, expectedVersion: 7 } });
    expect(wantedOf(line, posted('', 'missing'))).toMatchObject({ input: { value: { state: 'missing' } } });
    expect(wantedOf(line, posted(''))).toMatchObject({ input: { value: { state: 'empty' } } });
  });
  test('given what is no number, then it is shown again with its reason', () => {
    expect(wantedOf(line, posted('douze'))).toMatchObject({ kind: 'unreadable', refused: { typed: { text: 'douze' }, message: expect.stringContaining('« douze »') as unknown as string } });
  });
  test('given the value that was offered, then its origin is kept', () => {
    expect(wantedOf(lineOf({ about: { code: 'A-1' }, proposed: number(9) }), posted('9'))).toMatchObject({ input: { origin: 'proposition' } });
  });
  test('given oui or non, then a yes or no is understood', () => {
    expect(wantedOf(lineOf({ about: { code: 'A-1', unit: 'boolean' } }), posted('Oui'))).toMatchObject({ input: { value: { number: 1 } } });
  });
  test('given a narrative of which one text only says s.o., then it is not applicable', () => {
    const text = lineOf({ about: { code: 'A-1', unit: 'narrative', outline: [{ key: 'n', label: 'Nombre' }, { key: 'd', label: 'Description' }] } });
    expect(wantedOf(text, { id: 'A-1', outline: [{ key: 'n', text: 's.o.' }, { key: 'd', text: '' }] })).toMatchObject({ input: { value: { state: 'not-applicable' } } });
    expect(wantedOf(text, { id: 'A-1', outline: [{ key: 'n', text: 'Trois' }, { key: 'd', text: ' ' }] })).toMatchObject({ input: { value: { state: 'narrative', texts: [{ key: 'n', text: 'Trois' }] } } });
  });
});

test('given changes, when the form was shown between them, then the value seen is the one of that moment', () => {
  const change = (recordedAt: string, value: number) => ({ recordedAt, actorId: 'p', role: '', organisation: '', what: 'saved', before: undefined, after: number(value), why: '', origin: '' });
  const changes = [change('2026-01-01T08:00:00.000Z', 1), change('2026-01-01T09:00:00.000Z', 2)];
  expect(valueSeen(changes, '2026-01-01T08:30:00.000Z')).toEqual(number(1));
  expect(valueSeen(changes, '')).toBeUndefined();
});

describe('the rows of the grid', () => {
  test('given a « dont » and a twin, then the first stands under its line without its word twice, the second beside', () => {
    const lines = [lineOf({ about: { code: 'A-1', label: 'Salariés' } }), lineOf({ about: { code: 'A-1a', label: 'dont femmes', parent: 'A-1', relation: 'subset' }, depth: 1 }), lineOf({ about: { code: 'A-1e', label: 'Effectif', parent: 'A-1', relation: 'twin' }, depth: 1 })];
    const [theme] = entryRows(lines, showing);
    expect(theme).toMatchObject({ kind: 'group', children: [{ id: 'A-1', children: [{ id: 'A-1a', label: 'femmes' }] }, { id: 'A-1e', children: [] }] });
  });
  test('given no line that can be written, then the common reason is said once and the others on their line', () => {
    const shut = (code: string, lockedBecause: string) => lineOf({ about: { code }, editable: false, lockedBecause });
    const lines = [shut('A-1', 'Transmise.'), shut('A-2', 'Transmise.'), shut('A-3', 'Remplie par la caisse.')];
    expect(lockOfAll(lines)).toBe('Transmise.');
    expect(entryRows(lines, { ...showing, lockedAll: 'Transmise.' })[0]?.children.map(({ locked }) => locked)).toEqual([undefined, undefined, 'Remplie par la caisse.']);
    expect(lockOfAll([...lines, lineOf({ about: { code: 'A-4' } })])).toBeUndefined();
  });
  test('given a line sent back, then who and why come first', () => {
    const [theme] = entryRows([lineOf({ about: { code: 'A-1' }, state: 'returned', returnReason: 'La caisse en compte 12', returnedBy: 'fund' })], showing);
    expect(theme?.children[0]?.messages[0]).toEqual({ tone: 'error', text: 'Renvoyée par la caisse : « La caisse en compte 12 »' });
  });
  test('given a value of last year that is not known, then it is not called zero nor n.r.', () => {
    expect(entryRows([lineOf({ about: { code: 'A-1' } })], showing)[0]?.children[0]?.lastYear.kind).toBe('notApplicable');
  });
});
