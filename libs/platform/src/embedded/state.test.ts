import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stateSuite, type StateUnderTest } from '../suites/state.ts';
import { holding } from '../suites/views-given.ts';
import { openEmbeddedState } from './state.ts';
import { openEmbeddedViews } from './views.ts';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'cpom-state-'));

async function underTest(): Promise<StateUnderTest> {
  const dir = await folder();
  const open = () => openEmbeddedState({ file: join(dir, 'store.sqlite') });
  let state = open();
  const current: StateUnderTest = {
    state,
    reopen: async () => {
      state.close();
      state = open();
      current.state = state;
      return state;
    },
    close: async () => {
      state.close();
      await rm(dir, { recursive: true });
    },
  };
  return current;
}

stateSuite('embedded', underTest);

test('given state and views in one file, each keeps its own', async () => {
  const dir = await folder();
  const file = join(dir, 'store.sqlite');
  const [state, views] = [openEmbeddedState({ file }), openEmbeddedViews({ file })];
  const writes = Array.from({ length: 50 }, (_, n) => state.put(`k${n}`, n));
  const view = await holding(views, { a: { region: '24' } });
  expect(await Promise.all(writes)).toEqual(Array(50).fill(true));
  expect(await state.list('k')).toHaveLength(50);
  expect(await views.count(view, {})).toBe(1);
  state.close();
  views.close();
  await rm(dir, { recursive: true });
});
