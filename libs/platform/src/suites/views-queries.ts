import { expect, test } from '@jest/globals';
import type { Query, Views, ViewSpec } from '../ports/views.ts';
import { holding, type ViewsUnderTest } from './views-given.ts';

const docs = {
  a: { region: '24', status: 'signed', workers: 300, open: true, title: 'Œuvres du Château-d’Eau', city: 'Orléans' },
  b: { region: '24', status: 'draft', workers: 20, open: false, title: 'Prévenir la désinsertion', city: 'Tours' },
  c: { region: '11', status: 'signed', workers: 20, open: true, title: 'ELAN', city: null },
  d: { region: null, status: 'éteint', title: 'Cœur', city: 'Évry' },
  e: { region: 24, status: 'signed', workers: -1.5, open: null, title: '', city: 'Blois 41' },
};

const keys = async (views: Views, view: ViewSpec, query: Query): Promise<string> => (await views.list(view, query)).map(({ key }) => key).join('');

const answers: readonly (readonly [string, Query, string])[] = [
  ['nothing asked: all, by key', {}, 'abcde'],
  ['an equality', { where: { status: 'signed' } }, 'ace'],
  ['two equalities', { where: { status: 'signed', region: '24' } }, 'a'],
  ['a text is not a number', { where: { region: 24 } }, 'e'],
  ['true is not 1', { where: { open: true } }, 'ac'],
  ['null is also what is absent', { where: { open: null } }, 'de'],
  ['one of several', { where: { region: ['11', '24', 'x'] } }, 'abc'],
  ['one of several, or nothing', { where: { region: ['11', null] } }, 'cd'],
  ['one of none', { where: { region: [] } }, ''],
  ['a sort, ties by key', { sort: { by: 'workers' } }, 'debca'],
  ['a descending sort, ties still by key', { sort: { by: 'workers', descending: true } }, 'abced'],
  ['texts by code point', { sort: { by: 'status' } }, 'baced'],
  ['null, numbers, texts', { sort: { by: 'region' } }, 'decab'],
  ['null, false, true', { sort: { by: 'open' } }, 'debac'],
  ['the keys backwards', { sort: { by: 'key', descending: true } }, 'edcba'],
  ['a range, bounds included', { sort: { by: 'workers' }, range: { min: 20, max: 300 } }, 'bca'],
  ['a range with one bound', { sort: { by: 'workers' }, range: { max: 20 } }, 'ebc'],
  ['a range meets its own kind only', { sort: { by: 'region' }, range: { min: 0 } }, 'e'],
  ['a range of texts', { sort: { by: 'region' }, range: { max: '24' } }, 'cab'],
  ['a range of booleans', { sort: { by: 'open' }, range: { min: false, max: false } }, 'b'],
  ['a range of nothing', { sort: { by: 'region' }, range: { min: null } }, 'd'],
  ['a range of keys', { range: { min: 'b', max: 'd' } }, 'bcd'],
  ['bounds of two kinds', { sort: { by: 'region' }, range: { min: 0, max: 'z' } }, ''],
  ['a page', { offset: 1, limit: 2 }, 'bc'],
  ['an offset alone', { offset: 3 }, 'de'],
  ['a page of nothing', { limit: 0 }, ''],
  ['a word without its accents', { contains: 'chateau' }, 'a'],
  ['the beginning of a word', { contains: 'pré' }, 'b'],
  ['not the middle of a word', { contains: 'venir' }, ''],
  ['every word, in any field', { contains: 'EAU orleans' }, 'a'],
  ['a word that is not there', { contains: 'eau tours' }, ''],
  ['a ligature', { contains: 'oeuvre' }, 'a'],
  ['a number', { contains: '41' }, 'e'],
  ['no word at all', { contains: ' … ' }, 'abcde'],
  ['what would be a pattern elsewhere', { contains: '%' }, 'abcde'],
  ['everything at once', { where: { status: ['signed', 'draft'] }, range: { min: 20 }, contains: 'e', sort: { by: 'workers', descending: true }, limit: 2 }, 'ac'],
];

const wrong: readonly (readonly [string, unknown])[] = [
  ['an undeclared field', { where: { title: 'x' } }],
  ['an operator for a field', { where: { $where: '1' } }],
  ['a prototype for a field', { where: JSON.parse('{ "__proto__": "x" }') as unknown }],
  ['an operator for a value', { where: { region: { $ne: null } } }],
  ['an operator in a list', { where: { region: ['24', { $gt: '' }] } }],
  ['no value', { where: { region: undefined } }],
  ['a number that is none', { where: { workers: Number.NaN } }],
  ['the key as a filter', { where: { key: 'a' } }],
  ['SQL for a field', { where: { 'region = 1 OR 1': 1 } }],
  ['an undeclared sort', { sort: { by: 'title' } }],
  ['a column of the store', { sort: { by: 'doc' } }],
  ['an operator as a bound', { sort: { by: 'workers' }, range: { min: { $gt: 1 } } }],
  ['an operator as words', { contains: { $regex: '.*' } }],
  ['a negative limit', { limit: -1 }],
  ['half an offset', { offset: 0.5 }],
  ['a text for a limit', { limit: '10' }],
];

export function querying(given: () => ViewsUnderTest): void {
  test.each(answers)('%s', async (_name, query, expected) => {
    const { views } = given();
    const view = await holding(views, docs);
    expect(await keys(views, view, query)).toBe(expected);
    const { limit: _limit, offset: _offset, ...whole } = query;
    expect(await views.count(view, whole)).toBe((await keys(views, view, whole)).length);
  });

  test.each(wrong)('refused as invalid: %s', async (_name, query) => {
    const { views } = given();
    const view = await holding(views, docs);
    await expect(views.list(view, query as Query)).rejects.toMatchObject({ name: 'Refusal', code: 'invalid' });
  });

  test('pages follow each other without a gap or a repeat', async () => {
    const { views } = given();
    const many = Object.fromEntries(Array.from({ length: 57 }, (_, n) => [`k${n}`, { status: `s${n % 3}` }]));
    const view = await holding(views, many);
    const pages = await Promise.all([0, 20, 40].map((offset) => views.list(view, { sort: { by: 'status', descending: true }, offset, limit: 20 })));
    expect(new Set(pages.flat().map(({ key }) => key)).size).toBe(57);
  });
}
