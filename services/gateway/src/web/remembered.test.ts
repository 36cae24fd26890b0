import { remembered } from './remembered.ts';

/** A storage that says how often it was asked, and answers when it is let. */
function given() {
  let [now, held, fault] = [1_000_000, Promise.resolve(), undefined as Error | undefined];
  const asked: string[] = [];
  let value = 'first';
  const read = async (key: string): Promise<string> => {
    asked.push(key);
    const [said, fails] = [value, fault];
    await held;
    if (fails) throw fails;
    return said;
  };
  return {
    asked, memory: remembered({ read, lives: 1_000, now: () => now }),
    later: (milliseconds: number) => { now += milliseconds; },
    becomes: (next: string) => { value = next; },
    fails: (why: Error | undefined) => { fault = why; },
    hold: () => {
      let letGo = (): void => undefined;
      held = new Promise((resolve) => { letGo = resolve; });
      return letGo;
    },
  };
}

describe('what is read elsewhere and relied on for a second', () => {
  test('in its first half second nobody is asked again', async () => {
    const { memory, asked, later } = given();
    await memory.get('a');
    later(499);
    expect(await memory.get('a')).toBe('first');
    expect(asked).toEqual(['a']);
  });

  test('in its second half it still serves, and is read again meanwhile, once', async () => {
    const { memory, asked, later, becomes, hold } = given();
    await memory.get('a');
    later(500);
    becomes('second');
    const letGo = hold();
    expect([await memory.get('a'), await memory.get('a')]).toEqual(['first', 'first']);
    expect(asked).toEqual(['a', 'a']);
    later(500);
    // Nobody relies on the first any more: who asks now waits for the reading that is under way, not for another.
    const waiting = memory.get('a');
    letGo();
    expect(await waiting).toBe('second');
    expect(asked).toEqual(['a', 'a']);
  });

  test('those who ask at once for what is not known wait for one reading', async () => {
    const { memory, asked } = given();
    expect(await Promise.all([memory.get('a'), memory.get('a'), memory.get('b')])).toEqual(['first', 'first', 'first']);
    expect(asked).toEqual(['a', 'b']);
  });

  test('a reading that fails while the former one still serves is nobody\'s fault; who must wait is told of it, and the next one asks again', async () => {
    const { memory, later, fails, becomes } = given();
    await memory.get('a');
    later(500);
    fails(new Error('the storage is away'));
    expect(await memory.get('a')).toBe('first');
    later(500);
    await expect(memory.get('a')).rejects.toThrow('the storage is away');
    fails(undefined);
    becomes('second');
    expect(await memory.get('a')).toBe('second');
  });

  test('forgotten while it is read: who asks later is told what is read later', async () => {
    const { memory, hold, becomes } = given();
    const letGo = hold();
    const before = memory.get('a');
    memory.forget('a');
    becomes('second');
    const after = memory.get('a');
    letGo();
    expect([await before, await after, await memory.get('a')]).toEqual(['first', 'second', 'second']);
  });

  test('a reading that has taken longer than what is read may be relied on is waited for by nobody new', async () => {
    const { memory, asked, hold, later, becomes } = given();
    const letGo = hold();
    const slow = memory.get('a');
    later(1_000);
    becomes('second');
    const next = memory.get('a');
    letGo();
    expect([await slow, await next, asked.length]).toEqual(['first', 'second', 2]);
  });
});
