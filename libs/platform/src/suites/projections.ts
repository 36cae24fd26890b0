import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from '@cpom/kernel';
import { createRunner } from '../run.ts';
import { applyBatch } from '../project.ts';
import { startProjections } from '../projections.ts';
import { createReading } from '../reading.ts';
import type { Commit, Ports } from '../ports/index.ts';
import { counter, newName, quiet, somebody, sums, ticking, type PortsUnderTest } from './ports-given.ts';

const on = (ports: Ports) => createRunner({ journal: ports.journal, clock: ticking() }, counter);
const add = (ports: Ports, stream: string, amount: number) =>
  on(ports).run({ stream, cause: newName('cause'), actor: somebody, context: {}, command: { amount } });

async function start({ journal, views, state }: Ports, version = 1, projections = [sums(version)]) {
  const reading = createReading('views', { journal, state, log: quiet });
  return { ...(await startProjections({ reading, views, state, projections })), stop: reading.stop };
}

const fact = (stream: string, version: number, amount: number): Fact =>
  ({ stream, version, recordedAt: '2026-03-02T08:00:00.000Z' as Fact['recordedAt'], actor: somebody, event: { type: 'Added', amount } as Fact['event'] });

async function rowsOf(ports: Ports): Promise<Record<string, unknown>> {
  const rows = await ports.views.list(sums().view, {});
  return Object.fromEntries(rows.map((row) => [row.key, row.doc]));
}

/** What views promise, whatever the engine. */
export function projectionsSuite(name: string, open: () => Promise<PortsUnderTest>, runs = 25): void {
  describe(`views kept from a journal on ${name}`, () => {
    const given = async (work: (under: PortsUnderTest) => Promise<void>): Promise<void> => {
      const under = await open();
      try {
        await work(under);
      } finally {
        await under.close();
      }
    };

    test('given a commit, when its position is waited for, then the view has it', () => given(async ({ ports }) => {
      const projections = await start(ports);
      const { position } = await add(ports, 'a', 5);
      expect(await projections.reached(position)).toBe(true);
      expect(await rowsOf(ports)).toEqual({ a: { sum: 5, facts: 1 } });
      expect(await projections.reached(position + 1, 10)).toBe(false);
      await projections.stop();
    }));

    test('given a restart, when facts came meanwhile, then the view goes on from where it was, nothing counted twice', () => given(async (under) => {
      const before = await start(under.ports);
      await add(under.ports, 'a', 5);
      await before.caughtUp();
      await before.stop();
      await add(under.ports, 'a', 7);
      const ports = await under.reopen();
      const after = await start(ports);
      expect(await rowsOf(ports)).toEqual({ a: { sum: 12, facts: 2 } });
      await after.stop();
    }));

    test("given a view's next version, when it starts, then it is built beside the old one, serves once complete, and the old one goes", () => given(async ({ ports }) => {
      const first = await start(ports, 1);
      await add(ports, 'a', 5);
      await first.caughtUp();
      await first.stop();
      const second = await start(ports, 2);
      expect((await ports.views.get(sums(2).view, 'a'))?.doc).toEqual({ sum: 5, facts: 1 });
      expect(await ports.views.names()).not.toContain('sums.v1');
      await second.stop();
    }));

    test('given a journal restored from a copy, when the views start, then they are made again from what the journal holds', () => given(async ({ ports }) => {
      const before = await start(ports);
      await add(ports, 'a', 5);
      await before.caughtUp();
      await before.stop();
      await ports.journal.newEpoch();
      const after = await start(ports);
      expect(await rowsOf(ports)).toEqual({ a: { sum: 5, facts: 1 } });
      await after.stop();
    }));

    test('given a view that fails for a while, then the others go on without it, and it has everything once it works', () => given(async ({ ports }) => {
      const reading = createReading('views', { journal: ports.journal, state: ports.state, log: quiet });
      const told: string[] = [];
      let failing = true;
      const handle = (commits: readonly Commit[]): Promise<void> => {
        if (failing) return Promise.reject(new Error('on purpose'));
        told.push(...commits.map(({ stream }) => stream));
        return Promise.resolve();
      };
      const [ill, well] = [await reading.add({ name: 'ill', handle, reset: () => Promise.resolve() }), await reading.add({ name: 'well', handle: () => Promise.resolve(), reset: () => Promise.resolve() })];
      await add(ports, 'a', 1);
      const { position } = await add(ports, 'b', 1);
      expect(await well.reached(position, 2_000)).toBe(true);
      expect(await ill.reached(position, 1)).toBe(false);
      failing = false;
      await ill.caughtUp();
      expect(told).toEqual(['a', 'b']);
      await reading.stop();
    }));

    test('given a reader that comes later, when it reads what another has handled, then from there on each page is read once for both', () => given(async ({ ports }) => {
      for (let count = 0; count < 7; count += 1) await add(ports, 'a', 1);
      const pages: string[] = [];
      const after: Ports['journal']['after'] = async (cursor, limit) => {
        const commits = await ports.journal.after(cursor, limit);
        if (limit > 1 && commits.length > 0) pages.push(`${commits[0]?.position}-${commits.at(-1)?.position}`);
        return commits;
      };
      const reading = createReading('views', { journal: { ...ports.journal, after }, state: ports.state, log: quiet, batch: 4 });
      const reader = (name: string) => ({ name, handle: () => Promise.resolve(), reset: () => Promise.resolve() });
      await (await reading.add(reader('first'))).caughtUp();
      const second = await reading.add(reader('second'));
      await second.caughtUp();
      const { position } = await add(ports, 'a', 1);
      await second.reached(position, 2_000);
      expect(pages).toEqual(['1-4', '5-7', '1-4', '5-7', '8-8']);
      await reading.stop();
    }));

    test('given facts in any batches, with repeats and streams interleaved in any way, when they are applied, then the rows are the same', () => given(async ({ ports }) => {
      let version = 100;
      const streams = ['a', 'b', 'c'];
      const amounts = fc.array(fc.tuple(fc.constantFrom(...streams), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 20 });
      await fc.assert(fc.asyncProperty(amounts, fc.infiniteStream(fc.nat({ max: 3 })), async (entries, luck) => {
        const projection = sums((version += 1));
        await ports.views.define(projection.view);
        const next = new Map<string, number>();
        const facts = entries.map(([stream, amount]) => {
          next.set(stream, (next.get(stream) ?? 0) + 1);
          return fact(stream, next.get(stream) ?? 0, amount);
        });
        const queues = streams.map((stream) => facts.filter((item) => item.stream === stream));
        let at = 0;
        while (queues.some((queue) => queue.length > 0)) {
          const queue = queues[(at + (luck.next().value ?? 0)) % queues.length] ?? [];
          at += 1;
          const taken = queue.slice(0, (luck.next().value ?? 0) + 1);
          queue.splice(0, Math.max(0, taken.length - (luck.next().value === 0 ? 1 : 0)));
          await applyBatch(ports.views, projection, taken);
        }
        for (const [stream, count] of next) {
          const sum = entries.filter(([key]) => key === stream).reduce((total, [, amount]) => total + amount, 0);
          expect((await ports.views.get(projection.view, stream))?.doc).toEqual({ sum, facts: count });
        }
      }), { numRuns: runs });
    }));

    test('given two that keep the same view at once, when both apply the same facts, then each fact counts once', () => given(async ({ ports }) => {
      await ports.views.define(sums().view);
      const facts = Array.from({ length: 30 }, (_, index) => fact('a', index + 1, 1));
      await Promise.all([applyBatch(ports.views, sums(), facts), applyBatch(ports.views, sums(), facts.slice(0, 20)).then(() => applyBatch(ports.views, sums(), facts))]);
      expect(await rowsOf(ports)).toEqual({ a: { sum: 30, facts: 30 } });
    }));
  });
}
