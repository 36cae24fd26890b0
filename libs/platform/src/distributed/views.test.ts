import { expect, test } from '@jest/globals';
import { freshView, holding, row } from '../suites/views-given.ts';
import { viewsSuite, type ViewsUnderTest } from '../suites/views.ts';
import { behind, onDatabase, remove, type GivenDatabase } from './given.fixture.ts';
import { openDistributedViews } from './views.ts';

const opener = (given: () => GivenDatabase) => async (): Promise<ViewsUnderTest> => {
  const options = given().fresh();
  let views = await openDistributedViews(options);
  const current: ViewsUnderTest = {
    views,
    reopen: async () => {
      await views.close();
      views = await openDistributedViews(options);
      return (current.views = views);
    },
    close: async () => {
      await views.close();
      await remove(options);
    },
  };
  return current;
};

await onDatabase('on a database of the distributed engine', (given) => {
  viewsSuite('distributed', opener(given), 12);

  test('given a declaration, then its columns and its words are indexed, for the rows that live', async () => {
    const options = given().fresh();
    const views = await openDistributedViews(options);
    const view = await holding(views, { a: { region: '24' } }, freshView(['region', 'status'], ['title']));
    const indexes = await behind(options, ({ connection }) => connection.collection(`view.${view.name}.v1`).indexes());
    expect(indexes.map(({ key }) => Object.keys(key as object).join())).toEqual(['_id', 'c0,_id', 'c1,_id', 'words']);
    await views.close();
    await remove(options);
  });

  test('given two processes that declare the same view at once, then both may use it', async () => {
    const options = given().fresh();
    const [one, other] = await Promise.all([openDistributedViews(options), openDistributedViews(options)]);
    const view = freshView();
    await Promise.all([one.define(view), other.define(view)]);
    await holding(one, { a: { region: '24' } }, view);
    expect(await other.count(view, { where: { region: '24' } })).toBe(1);
    await Promise.all([one.close(), other.close()]);
    await remove(options);
  });

  test('given a row that this process wrote, then folding it again asks nobody; what another process made of it since is not written over, and is then read', async () => {
    const options = given().fresh();
    const [one, other] = await Promise.all([openDistributedViews(options), openDistributedViews(options)]);
    const view = await holding(one, { a: { region: '24' } });
    await other.putAll(view, [row('a', { region: '11' }, { version: 2, expectedRevision: 1 })]);
    expect((await one.getAll(view, ['a'])).get('a')).toEqual({ version: 1, revision: 1, doc: { region: '24' } });
    expect(await one.putAll(view, [row('a', { region: '93' }, { version: 3, expectedRevision: 1 })])).toEqual(['a']);
    expect((await one.getAll(view, ['a'])).get('a')).toEqual({ version: 2, revision: 2, doc: { region: '11' } });
    expect(await one.get(view, 'a')).toMatchObject({ doc: { region: '11' } });
    await Promise.all([one.close(), other.close()]);
    await remove(options);
  });
});
