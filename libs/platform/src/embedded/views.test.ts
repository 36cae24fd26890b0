import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { holding } from '../suites/views-given.ts';
import { viewsSuite, type ViewsUnderTest } from '../suites/views.ts';
import { openEmbeddedViews } from './views.ts';

async function underTest(): Promise<ViewsUnderTest> {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-views-'));
  const open = () => openEmbeddedViews({ file: join(dir, 'store.sqlite') });
  let views = open();
  const current: ViewsUnderTest = {
    views,
    reopen: async () => {
      views.close();
      views = open();
      current.views = views;
      return views;
    },
    close: async () => {
      views.close();
      await rm(dir, { recursive: true });
    },
  };
  return current;
}

viewsSuite('embedded', underTest);

test('given fields whose names differ by case only, each is its own index', async () => {
  const { views, close } = await underTest();
  const spec = { name: 'cases', version: 1, indexes: ['siren', 'SIREN', 'a"b', "c'; --", 'doc', 'words'] };
  const view = await holding(views, { a: { siren: 1, SIREN: 2, 'a"b': 3, "c'; --": 4, doc: 5, words: 6 } }, spec);
  for (const [index, field] of spec.indexes.entries()) {
    expect(await views.count(view, { where: { [field]: index + 1 }, sort: { by: field } })).toBe(1);
    expect(await views.count(view, { where: { [field]: 0 } })).toBe(0);
  }
  await close();
});
