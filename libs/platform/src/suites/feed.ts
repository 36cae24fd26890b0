import { describe, expect, test } from '@jest/globals';
import type { Refusal } from '@cpom/kernel';
import { follow, type FeedPage } from '../feed.ts';
import { startHeads, stateHash } from '../heads.ts';
import { createReading } from '../reading.ts';
import type { Cursor, Ports } from '../ports/index.ts';
import { startRelay } from '../relay.ts';
import { createRunner } from '../run.ts';
import { counter, newName, quiet, somebody, ticking, type PortsUnderTest } from './ports-given.ts';

const add = (ports: Ports, stream: string, amount: number) =>
  createRunner({ journal: ports.journal, clock: ticking() }, counter).run({ stream, cause: newName('cause'), actor: somebody, context: {}, command: { amount } });

async function firstPages(ports: Ports, cursor: Cursor | undefined, count: number, limit?: number): Promise<FeedPage[]> {
  const stop = new AbortController();
  const pages: FeedPage[] = [];
  for await (const page of follow(ports.journal, 'nation', cursor, stop.signal, limit)) {
    pages.push(page);
    if (pages.length >= count) stop.abort();
  }
  return pages;
}

const said = (pages: readonly FeedPage[]): string[] => pages.flatMap((page) => page.items.map((item) => `${item.said.stream}:${item.said.sequence}=${Buffer.from(item.said.payload).toString()}`));

/** What the feed and the relay promise, whatever the engine. */
export function feedSuite(name: string, open: () => Promise<PortsUnderTest>): void {
  describe(`what a journal tells on ${name}`, () => {
    const given = async (work: (under: PortsUnderTest) => Promise<void>): Promise<void> => {
      const under = await open();
      try {
        await work(under);
      } finally {
        await under.close();
      }
    };

    test('given commits, when a follower starts from nothing, then it hears each in order, then those to come', () => given(async ({ ports }) => {
      await add(ports, 'a', 1);
      await add(ports, 'b', 2);
      const pages = firstPages(ports, undefined, 2);
      await add(ports, 'a', 3);
      expect(said(await pages)).toEqual(['a:1=1', 'b:1=2', 'a:2=4']);
    }));

    test('given a cursor, when a follower resumes, then it hears what came after and nothing again', () => given(async ({ ports }) => {
      await add(ports, 'a', 1);
      const [page] = await firstPages(ports, undefined, 1);
      await add(ports, 'a', 2);
      expect(said(await firstPages(ports, page?.cursor, 1))).toEqual(['a:2=3']);
    }));

    test('given more than one page, when a follower starts, then it is told when it has all', () => given(async ({ ports }) => {
      for (let n = 1; n <= 5; n += 1) await add(ports, 'a', 1);
      const pages = await firstPages(ports, undefined, 3, 2);
      expect(pages.map((page) => page.atHead)).toEqual([false, false, true]);
    }));

    test('given pages that are full to the last, when a follower starts, then it is told that it has all', () => given(async ({ ports }) => {
      for (let n = 1; n <= 4; n += 1) await add(ports, `stream-${n}`, 1);
      const pages = await firstPages(ports, undefined, 3, 2);
      expect(pages.map(({ items, atHead }) => [items.length, atHead])).toEqual([[2, false], [2, false], [0, true]]);
      expect(pages[2]?.cursor).toEqual(pages[1]?.cursor);
    }));

    test('given a stream that spoke several times within a page, when a follower starts, then it hears the latest, and the cursor is past them all', () => given(async ({ ports }) => {
      await add(ports, 'a', 1);
      await add(ports, 'b', 2);
      await add(ports, 'a', 3);
      const pages = await firstPages(ports, undefined, 1);
      expect(said(pages)).toEqual(['b:1=2', 'a:2=4']);
      expect(pages[0]?.cursor.position).toBe(3);
    }));

    test('given a restored journal, when a follower comes back with its cursor, then it is told that the history is another', () => given(async ({ ports }) => {
      await add(ports, 'a', 1);
      const [page] = await firstPages(ports, undefined, 1);
      await ports.journal.newEpoch();
      await expect(firstPages(ports, page?.cursor, 1)).rejects.toMatchObject({ code: 'diverged' } satisfies Partial<Refusal>);
    }));

    test('given public streams, when their heads are read, then each is there once at its latest, and equal heads have an equal hash', () => given(async ({ ports }) => {
      const reading = createReading('heads', { journal: ports.journal, state: ports.state, log: quiet });
      const heads = await startHeads({ reading, views: ports.views });
      await add(ports, 'a', 1);
      await add(ports, 'b', 1);
      await add(ports, 'a', 1);
      const read = await heads.read('nation');
      expect(read.map(({ stream, version }) => [stream, version])).toEqual([['a', 2], ['b', 1]]);
      expect(stateHash(read)).toBe(stateHash([...read].reverse()));
      expect(await heads.read('regions')).toEqual([]);
      await reading.stop();
    }));

    test('given commits before and after the relay starts, when a group subscribes, then it hears what is meant for the instance, latest included', () => given(async ({ ports }) => {
      await add(ports, 'a', 1);
      const relay = await startRelay({ journal: ports.journal, bus: ports.bus, state: ports.state, log: quiet, source: 'cpom://24/counters' });
      await add(ports, 'a', 2);
      await relay.caughtUp();
      const heard: string[] = [];
      const subscription = await ports.bus.subscribe('group', ['counters', 'counters.nation'], (batch) => {
        heard.push(...batch.map((message) => `${message.topic} ${message.event.id} ${Buffer.from(message.payload).toString()}`));
        return Promise.resolve();
      });
      await subscription.caughtUp();
      expect(heard).toEqual(['counters cpom://24/counters/a/1 1', 'counters cpom://24/counters/a/2 3']);
      await subscription.stop();
      await relay.stop();
    }));
  });
}
