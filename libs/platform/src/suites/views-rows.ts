import { expect, test } from '@jest/globals';
import { viewName } from '../ports/views.ts';
import { freshView, holding, row, type ViewsUnderTest } from './views-given.ts';

const doc = { title: 'Contrat « Élan »', region: '24', workers: 12.5, open: true, parties: [{ siren: '000000000', share: null }], absent: undefined };
const { absent: _, ...stored } = doc;

export function storing(given: () => ViewsUnderTest): void {
  test('a row is read as it was written, also after a restart', async () => {
    const view = await holding(given().views, { a: doc });
    const expected = { key: 'a', stream: 'stream-a', version: 1, revision: 1, doc: stored };
    expect(await given().views.get(view, 'a')).toEqual(expected);
    expect(await (await given().reopen()).get(view, 'a')).toEqual(expected);
    expect(await given().views.get(view, 'b')).toBeUndefined();
  });

  test('a write needs the revision that is stored; the others of the same call are written', async () => {
    const { views } = given();
    const view = await holding(views, { a: { n: 1 }, b: { n: 1 } });
    const rows = [row('a', { n: 2 }, { version: 2, expectedRevision: 1 }), row('b', { n: 2 }), row('b', { n: 2 }, { expectedRevision: 2 }), row('c', { n: 1 }, { expectedRevision: 1 })];
    expect([...(await views.putAll(view, rows))].sort()).toEqual(['b', 'b', 'c']);
    expect(await views.get(view, 'a')).toMatchObject({ version: 2, revision: 2, doc: { n: 2 } });
    expect(await views.get(view, 'b')).toMatchObject({ version: 1, revision: 1, doc: { n: 1 } });
    expect(await views.get(view, 'c')).toBeUndefined();
    expect((await views.list(view, {})).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(await views.count(view, {})).toBe(2);
    expect(await views.putAll(view, [])).toEqual([]);
  });

  test('of many writers who read the same revision, exactly one wins', async () => {
    const { views } = given();
    const view = await holding(views, { a: { by: -1 } });
    for (const expectedRevision of [1, 2, 3]) {
      const lost = await Promise.all(Array.from({ length: 8 }, (_, by) => views.putAll(view, [row('a', { by }, { expectedRevision })])));
      const winners = lost.flatMap((keys, by) => (keys.length === 0 ? [by] : []));
      expect(winners).toHaveLength(1);
      expect(await views.get(view, 'a')).toMatchObject({ revision: expectedRevision + 1, doc: { by: winners[0] } });
    }
  });

  test('a deleted row is gone, and its version is remembered', async () => {
    const { views } = given();
    const view = await holding(views, { a: doc, b: doc });
    expect(await views.putAll(view, [row('a', null, { version: 7, expectedRevision: 1 }), row('never', null, { version: 3 })])).toEqual([]);
    expect(await views.get(view, 'a')).toBeUndefined();
    expect((await views.list(view, { contains: 'elan' })).map(({ key }) => key)).toEqual(['b']);
    expect(await views.count(view, { where: { region: '24' } })).toBe(1);
    const all = await views.getAll(view, ['a', 'b', 'never', 'unknown']);
    expect(Object.fromEntries(all)).toEqual({
      a: { version: 7, revision: 2, doc: null },
      b: { version: 1, revision: 1, doc: stored },
      never: { version: 3, revision: 1, doc: null },
    });
    expect(await views.putAll(view, [row('a', { n: 1 })])).toEqual(['a']);
    expect(await views.putAll(view, [row('a', { n: 1 }, { version: 8, expectedRevision: 2 })])).toEqual([]);
    expect(await views.get(view, 'a')).toMatchObject({ version: 8, revision: 3 });
  });

  test('an index that cannot be compared is a fault, and nothing of the call is written', async () => {
    const { views } = given();
    const view = await holding(views, { old: { region: '24' } });
    for (const region of [['24'], { code: '24' }, Number.NaN]) {
      await expect(views.putAll(view, [row('a', { region: '24' }), row('b', { region })])).rejects.toThrow('region');
      await expect(views.putAll(view, [row('a', { region: '24' }), row('old', { region }, { expectedRevision: 1 })])).rejects.toThrow('region');
    }
    expect((await views.list(view, {})).map(({ key, revision }) => [key, revision])).toEqual([['old', 1]]);
  });
}

export function declaring(given: () => ViewsUnderTest): void {
  test('the same declaration again changes nothing; another one under the same name is a fault', async () => {
    const view = await holding(given().views, { a: doc });
    await given().views.define({ ...view });
    await (await given().reopen()).define(view);
    expect(await given().views.count(view, {})).toBe(1);
    await expect(given().views.define({ ...view, indexes: ['region'] })).rejects.toThrow(viewName(view));
  });

  test('a next version is built beside the one that serves', async () => {
    const { views } = given();
    const first = await holding(views, { a: { region: '24' } });
    const second = await holding(views, { a: { siren: '1' }, b: { siren: '2' } }, { ...first, version: 2, indexes: ['siren'] });
    expect(await views.list(first, { where: { region: '24' } })).toHaveLength(1);
    await views.drop(first);
    expect(await views.list(second, { where: { siren: '2' } })).toHaveLength(1);
  });

  test('a view that was dropped holds nothing, is not named, and may be declared otherwise', async () => {
    const { views } = given();
    const view = await holding(views, { a: doc });
    const empty = freshView();
    await views.define(empty);
    const names = await views.names();
    expect(names).toContain(viewName(view));
    expect(names).not.toContain(viewName(empty));
    await views.drop(view);
    await views.drop(view);
    expect(await views.names()).not.toContain(viewName(view));
    await expect(views.list(view, {})).rejects.toThrow(viewName(view));
    await holding(views, { b: doc }, { ...view, indexes: ['title'] });
    expect((await views.list({ ...view, indexes: ['title'] }, { sort: { by: 'title' } })).map(({ key }) => key)).toEqual(['b']);
  });

  test('a view that nobody declared is a fault', async () => {
    await expect(given().views.get(freshView(), 'a')).rejects.toThrow('not defined');
  });

  test.each(['x"; DROP TABLE t; --', 'Contracts', 'a.b', '', '-a', 'é', 'a b', '$where', '__proto__'])('« %s » is no name for a view', async (name) => {
    for (const use of [(): Promise<unknown> => given().views.define({ ...freshView(), name }), () => given().views.list({ ...freshView(), name }, {}), () => given().views.drop({ ...freshView(), name })]) {
      await expect(use()).rejects.toThrow('name');
    }
  });
}
