import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BusMessage } from '../ports/bus.ts';
import { firstTimes, fresh, heard, message, type BusUnderTest } from './bus-given.ts';

const keys = ['k0', 'k1', 'k2', 'k3'];
/** Publishings one after the other: the key of each of their messages. */
const publishings = fc.array(fc.array(fc.constantFrom(...keys), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

/** Each key counts its own messages, as versions do. */
function versioned(topic: string, rounds: readonly (readonly string[])[]): BusMessage[][] {
  const versions = new Map<string, number>();
  const next = (key: string): number => {
    const version = (versions.get(key) ?? 0) + 1;
    versions.set(key, version);
    return version;
  };
  return rounds.map((round) => round.map((key) => message(topic, key, next(key))));
}

/** All of each key, in order; what may be absent is only what a later message of its key replaced. */
function expectComplete(got: readonly BusMessage[], sent: readonly BusMessage[]): void {
  const [heardOf, all] = [firstTimes(got), firstTimes(sent)];
  expect(new Set(heardOf.keys())).toEqual(new Set(all.keys()));
  for (const [key, versions] of heardOf) {
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(versions.at(-1)).toBe(all.get(key)?.at(-1));
  }
}

export function whateverHappens(given: () => BusUnderTest, runs: number): void {
  test('a new group is complete from the beginning, whenever it joins', async () => {
    await fc.assert(
      fc.asyncProperty(publishings, fc.nat(8), async (rounds, joinAfter) => {
        const { bus } = given();
        const [topic, group] = [fresh('topic'), fresh('group')];
        const sent = versioned(topic, rounds);
        for (const batch of sent.slice(0, joinAfter)) await bus.publish(batch);
        const first = await heard(bus, [topic], group);
        expectComplete(first, sent.slice(0, joinAfter).flat());
        for (const batch of sent.slice(joinAfter)) await bus.publish(batch);
        expectComplete([...first, ...(await heard(bus, [topic], group))], sent.flat());
        expectComplete(await heard(bus, [topic]), sent.flat());
      }),
      { numRuns: runs },
    );
  });

  test('whatever batches are refused, nothing is lost and each key stays in order', async () => {
    await fc.assert(
      fc.asyncProperty(publishings, fc.array(fc.boolean(), { maxLength: 6 }), async (rounds, refusals) => {
        const { bus } = given();
        const topic = fresh('topic');
        const sent = versioned(topic, rounds);
        const [accepted, left]: [BusMessage[], boolean[]] = [[], [...refusals]];
        const subscription = await bus.subscribe(fresh('group'), [topic], async (batch) => {
          await new Promise(setImmediate);
          if (left.shift()) throw new Error('not this time');
          accepted.push(...batch);
        });
        await Promise.all(sent.map((batch) => bus.publish(batch)));
        await subscription.caughtUp();
        await subscription.stop();
        // Younger than anything an adapter lets go of: here even what was replaced must come.
        expect(firstTimes(accepted)).toEqual(firstTimes(sent.flat()));
      }),
      { numRuns: runs },
    );
  });
}
