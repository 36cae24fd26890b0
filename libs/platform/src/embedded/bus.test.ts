import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { busSuite, type BusUnderTest } from '../suites/bus.ts';
import { firstTimes, heard, message } from '../suites/bus-given.ts';
import { openEmbeddedBus, type EmbeddedBusOptions } from './bus.ts';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'cpom-bus-'));
const shortPauses = { first: 1, longest: 4 };

async function underTest(options: Omit<EmbeddedBusOptions, 'file'>): Promise<BusUnderTest> {
  const dir = await folder();
  const open = () => openEmbeddedBus({ file: join(dir, 'bus.sqlite'), pauses: shortPauses, ...options });
  let bus = open();
  const current: BusUnderTest = {
    bus,
    reopen: async () => {
      await bus.close();
      bus = open();
      current.bus = bus;
      return bus;
    },
    close: async () => {
      await bus.close();
      await rm(dir, { recursive: true });
    },
  };
  return current;
}

busSuite('embedded', () => underTest({}));

async function withBus(options: Partial<EmbeddedBusOptions>, work: (bus: ReturnType<typeof openEmbeddedBus>, file: string) => Promise<void>): Promise<void> {
  const dir = await folder();
  const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite'), ...options });
  await work(bus, join(dir, 'bus.sqlite'));
  await bus.close();
  await rm(dir, { recursive: true });
}

test('given eager compaction, a new group hears the latest of every key, in order, and little else', async () => {
  await withBus({ compaction: { every: 10, recent: 5 } }, async (bus) => {
    for (let n = 0; n < 400; n += 1) await bus.publish([message('t', `k${(n * n) % 9}`, n), message('u', 'k0', n)]);
    await bus.publish([message('t', 'rare', 1)]);
    for (let n = 400; n < 800; n += 1) await bus.publish([message('t', `k${(n * n) % 9}`, n)]);
    const got = firstTimes(await heard(bus, ['t']));
    const last = (key: string): number => Array.from({ length: 800 }, (_, n) => n).findLast((n) => `k${(n * n) % 9}` === key) ?? 1;
    expect(new Set(got.keys())).toEqual(new Set(['k0', 'k1', 'k4', 'k7', 'rare']));
    for (const [key, sequences] of got) {
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
      expect(sequences.at(-1)).toBe(last(key));
    }
    expect([...got.values()].flat().length).toBeLessThan(60);
    expect(firstTimes(await heard(bus, ['u'])).get('k0')?.at(-1)).toBe(399);
  });
});

test('given a refusing group, each fault is told with the group before the pause', async () => {
  const faults: string[] = [];
  const onFault = (fault: unknown, group: string): void => void faults.push(`${group}: ${String(fault)}`);
  await withBus({ pauses: shortPauses, onFault }, async (bus) => {
    await bus.publish([message('t', 'k', 1)]);
    const subscription = await bus.subscribe('views', ['t'], async () => {
      if (faults.length < 2) throw new Error('not yet');
    });
    await subscription.caughtUp();
    expect(faults).toEqual(['views: Error: not yet', 'views: Error: not yet']);
  });
});

test('given a long pause after a failure, a stop does not wait for it', async () => {
  await withBus({ pauses: { first: 3_600_000, longest: 3_600_000 } }, async (bus) => {
    const refused = Promise.withResolvers<undefined>();
    const subscription = await bus.subscribe('views', ['t'], async () => {
      refused.resolve(undefined);
      throw new Error('not today');
    });
    await bus.publish([message('t', 'k', 1)]);
    await refused.promise;
    await subscription.stop();
  });
});

test('given a closed bus, what was waiting was written and nothing more is taken', async () => {
  await withBus({}, async (bus, file) => {
    const published = bus.publish([message('t', 'k', 1)]);
    await bus.close();
    await published;
    await expect(bus.publish([message('t', 'k', 2)])).rejects.toThrow('closed');
    const again = openEmbeddedBus({ file });
    expect(await heard(again, ['t'])).toHaveLength(1);
    await again.close();
  });
});

test('given more messages than one write takes, all are delivered in order', async () => {
  await withBus({}, async (bus) => {
    await bus.publish(Array.from({ length: 1_700 }, (_, n) => message('t', 'k', n)));
    expect(firstTimes(await heard(bus, ['t'])).get('k')).toEqual(Array.from({ length: 1_700 }, (_, n) => n));
  });
});
