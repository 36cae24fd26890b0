import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json, State } from '../ports/state.ts';

/** The state that an adapter opened. Others may use the same one: keys are never reused. */
export interface StateUnderTest {
  state: State;
  /** Lets go of the state and opens the same one again, as after a restart. */
  reopen(): Promise<State>;
  close(): Promise<void>;
}

const fresh = (): string => `test:${randomUUID()}:`;

export function keeping(given: () => StateUnderTest): void {
  test('an entry is read as it was written, also after a restart', async () => {
    const key = fresh();
    const value = { text: 'é « œ » 😀', list: [1, -0.5, null, true, { deep: [] }], empty: '' };
    expect(await given().state.get(key)).toBeUndefined();
    expect(await given().state.put(key, value)).toBe(true);
    expect(await given().state.get(key)).toEqual({ key, value, revision: 1 });
    expect(await (await given().reopen()).get(key)).toEqual({ key, value, revision: 1 });
  });

  test.each([null, false, 0, '', [], {}] as Json[])('the value %j is a value', async (value) => {
    const key = fresh();
    await given().state.put(key, value);
    expect((await given().state.get(key))?.value).toEqual(value);
  });

  test('a put needs the revision it expects; each raises it', async () => {
    const { state } = given();
    const key = fresh();
    const tries: readonly (readonly [number | undefined, boolean])[] =
      [[1, false], [0, true], [0, false], [2, false], [1, true], [1, false], [undefined, true], [2, false], [3, true]];
    for (const [index, [expected, done]] of tries.entries()) expect(await state.put(key, index, expected)).toBe(done);
    expect(await state.get(key)).toEqual({ key, value: 8, revision: 4 });
  });

  test('of many writers who read the same revision, exactly one wins', async () => {
    const { state } = given();
    const key = fresh();
    for (const expected of [0, 1, 2]) {
      const won = await Promise.all(Array.from({ length: 8 }, (_, by) => state.put(key, by, expected)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await state.get(key)).toEqual({ key, value: won.indexOf(true), revision: expected + 1 });
    }
  });

  test('what is deleted is gone and can be written anew; deleting nothing changes nothing', async () => {
    const { state } = given();
    const key = fresh();
    await state.delete(key);
    await state.put(key, 1);
    await state.delete(key);
    expect(await state.get(key)).toBeUndefined();
    expect(await state.put(key, 2, 1)).toBe(false);
    expect(await state.put(key, 3, 0)).toBe(true);
  });
}

export function listing(given: () => StateUnderTest): void {
  test('a list holds what starts with the prefix, taken literally, in the order of the keys', async () => {
    const { state } = given();
    const at = fresh();
    const names = ['a%', 'a%b', 'a%\u{1F600}', 'a_', 'ab', 'a', 'A%', 'a.', 'a%\uFFFD', 'b'];
    for (const name of names) await state.put(at + name, name);
    const found = async (prefix: string): Promise<Json[]> => (await state.list(at + prefix)).map(({ value }) => value);
    expect(await found('a%')).toEqual(['a%', 'a%b', 'a%\uFFFD', 'a%\u{1F600}']);
    expect(await found('a.')).toEqual(['a.']);
    expect(await found('zz')).toEqual([]);
    expect(new Set(await found(''))).toEqual(new Set(names));
    expect((await state.list('')).length).toBeGreaterThanOrEqual(names.length);
  });

  test('whatever is put and deleted, the state is what a map would be', async () => {
    const name = fc.constantFrom('', 'a', 'aa', 'ab', 'b');
    const step = fc.record({ name, action: fc.constantFrom('put', 'put', 'delete'), expected: fc.option(fc.nat(3), { nil: undefined }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), name, async (steps, prefix) => {
        const { state } = given();
        const at = fresh();
        const model = new Map<string, number>();
        for (const { name: key, action, expected } of steps) {
          const revision = model.get(key) ?? 0;
          if (action === 'delete') {
            await state.delete(at + key);
            model.delete(key);
          } else if (await state.put(at + key, key, expected)) {
            expect(expected ?? revision).toBe(revision);
            model.set(key, revision + 1);
          } else expect(expected).not.toBe(revision);
        }
        const wanted = [...model].filter(([key]) => key.startsWith(prefix)).sort().map(([key, revision]) => ({ key: at + key, value: key, revision }));
        expect(await state.list(at + prefix)).toEqual(wanted);
      }),
      { numRuns: 30 },
    );
  });
}
