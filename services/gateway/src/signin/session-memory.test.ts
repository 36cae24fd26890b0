import type { Entry, Json, State } from '@cpom/platform';
import { rememberingState } from './session-memory.ts';

/** A storage that counts what it is asked, and answers when it is told. */
function storage() {
  const entries = new Map<string, Entry<Json>>();
  let held: Promise<void> = Promise.resolve();
  const asked: string[] = [];
  const state = {
    get: async (key: string) => {
      asked.push(key);
      const entry = entries.get(key);
      await held;
      return entry;
    },
    put: (key: string, value: Json) => {
      entries.set(key, { key, value, revision: (entries.get(key)?.revision ?? 0) + 1 });
      return Promise.resolve(true);
    },
    delete: (key: string) => {
      entries.delete(key);
      return Promise.resolve();
    },
  };
  return { state: state as unknown as State, asked, hold: (until: Promise<void>) => { held = until; } };
}

function given() {
  let now = 1_000_000;
  const { state, ...rest } = storage();
  return { state, ...rest, memory: rememberingState(state, () => now), later: (milliseconds: number) => { now += milliseconds; } };
}

describe('what a session is, for a second', () => {
  test('the pages of half a second ask the storage once', async () => {
    const { memory, state, asked, later } = given();
    await state.put('session:a', { personId: 'one' });
    await memory.get('session:a');
    later(499);
    expect((await memory.get('session:a'))?.value).toEqual({ personId: 'one' });
    expect(asked).toHaveLength(1);
  });

  test('what this process changes or deletes is so at once', async () => {
    const { memory, state } = given();
    await state.put('session:a', { personId: 'one' });
    await memory.get('session:a');
    await memory.put('session:a', { personId: 'two' });
    expect((await memory.get('session:a'))?.value).toEqual({ personId: 'two' });
    await memory.delete('session:a');
    expect(await memory.get('session:a')).toBeUndefined();
  });

  test('a session closed while another page looked for it is not remembered', async () => {
    const { memory, state, hold } = given();
    await state.put('session:a', { personId: 'one' });
    let answer = (): void => undefined;
    hold(new Promise((resolve) => { answer = resolve; }));
    const looking = memory.get('session:a');
    await memory.delete('session:a');
    answer();
    expect((await looking)?.value).toEqual({ personId: 'one' });
    expect(await memory.get('session:a')).toBeUndefined();
  });

  test.each([['a second later', 1_000], ['when the clock was put back', -1]])('what another process deleted is gone %s', async (_when, after) => {
    const { memory, state, later } = given();
    await state.put('session:a', { personId: 'one' });
    await memory.get('session:a');
    await state.delete('session:a');
    later(after);
    expect(await memory.get('session:a')).toBeUndefined();
  });

  test('none found is looked for each time: the next request may have one', async () => {
    const { memory, state } = given();
    expect(await memory.get('session:a')).toBeUndefined();
    await state.put('session:a', { personId: 'one' });
    expect((await memory.get('session:a'))?.value).toEqual({ personId: 'one' });
  });
});
