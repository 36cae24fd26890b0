import { inTurn, nextTurn, turn } from './turns.ts';

const round = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** Holds the event loop, as long work does. */
function work(milliseconds: number): void {
  for (const since = performance.now(); performance.now() - since < milliseconds;);
}

describe('long work takes turns', () => {
  test('what waits goes on in the order of the asking, one in each round of the event loop', async () => {
    const seen: string[] = [];
    for (const name of ['a', 'b', 'c']) void nextTurn().then(() => { seen.push(name); });
    for (let n = 0; n < 4; n += 1) {
      await round();
      seen.push('|');
    }
    expect(seen.join('')).toBe('a|b|c||');
  });

  test('a step that follows little work goes on at once', async () => {
    await round();
    expect([turn(), turn()]).toEqual([undefined, undefined]);
  });

  test('after some milliseconds, whoever did the work, the next step waits for its turn', async () => {
    await round();
    void turn();
    work(5);
    const [mine, anothers] = [turn(), turn()];
    expect([mine, anothers]).toEqual([expect.any(Promise), expect.any(Promise)]);
    await Promise.all([mine, anothers]);
  });

  test('work given away is done in a turn of its own', async () => {
    const seen: string[] = [];
    inTurn(() => { seen.push('first'); });
    inTurn(() => { seen.push('second'); });
    await round();
    expect(seen).toEqual(['first']);
    await round();
    expect(seen).toEqual(['first', 'second']);
  });
});
