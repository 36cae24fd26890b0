import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { outcomeApplied, startConsumer, waitingFor, type Consumer, type ConsumeOptions, type Heard } from '../consume.ts';
import { openInbox } from '../inbox.ts';
import type { Ports, State } from '../ports/index.ts';
import { quiet, ticking, told, type PortsUnderTest } from './ports-given.ts';

const text = (payload: Uint8Array): string => Buffer.from(payload).toString();

/** What a group that reacts promises, whatever the engine. */
export function consumeSuite(name: string, open: () => Promise<PortsUnderTest>): void {
  describe(`handling messages on ${name}`, () => {
    let under: PortsUnderTest;
    let consumer: Consumer;
    let seen: string[];
    beforeEach(async () => { [under, seen] = [await open(), []]; });
    afterEach(async () => {
      await consumer.stop();
      await under.close();
    });

    async function start(ports: Ports, handle: (heard: Heard) => void | string, more: Partial<ConsumeOptions> = {}): Promise<void> {
      consumer = await startConsumer({
        group: 'group', topics: ['counters'], types: { 'test.Counter': text }, bus: ports.bus, state: ports.state, clock: ticking(), log: quiet,
        handle: (heard) => {
          const waits = handle(heard);
          if (typeof waits === 'string') return Promise.resolve(waitingFor(waits));
          seen.push(`${heard.stream}:${heard.version}`);
          return Promise.resolve(outcomeApplied());
        },
        ...more,
      });
    }

    test('given poison, when it is met, then it is parked with its reason, its followers wait behind it, other streams go on, and a release takes them in order', async () => {
      let sick = true;
      await start(under.ports, ({ stream }) => { if (sick && stream === 'a') throw new Refusal('invalid', 'illisible'); });
      await under.ports.bus.publish([told('a', 1), told('b', 1), told('a', 2)]);
      await consumer.caughtUp();
      expect(seen).toEqual(['b:1']);
      expect(await consumer.held()).toMatchObject([{ as: 'parked', stream: 'a', because: 'illisible', messages: [{ event: { sequence: 1 } }, { event: { sequence: 2 } }] }]);
      sick = false;
      await consumer.release('counters', 'a');
      expect(seen).toEqual(['b:1', 'a:1', 'a:2']);
      expect(await consumer.held()).toEqual([]);
    });

    test('given poison that is released too early, when it fails again, then nothing is lost', async () => {
      await start(under.ports, () => { throw new Error('toujours'); });
      await under.ports.bus.publish([told('a', 1), told('a', 2)]);
      await consumer.caughtUp();
      await consumer.release('counters', 'a');
      expect((await consumer.held())[0]?.messages.map(({ event }) => event.sequence)).toEqual([1, 2]);
    });

    test('given held messages that are handled again, when the process ends in between, then those that are left are still written down', async () => {
      let handled: (sequence: number) => Promise<void> = () => Promise.reject(new Error('illisible'));
      await start(under.ports, () => undefined, { handle: async ({ version }) => { await handled(version); return outcomeApplied(); } });
      await under.ports.bus.publish([told('a', 1), told('a', 2), told('a', 3)]);
      await consumer.caughtUp();
      const written: number[][] = [];
      const look = async (): Promise<void> => {
        // What another process would find if this one ended here.
        const [entry] = await (await openInbox(under.ports.state, 'group')).all();
        written.push(entry?.messages.map(({ event }) => event.sequence) ?? []);
      };
      handled = async (sequence) => { await look(); if (sequence === 2) throw new Error('encore'); };
      await consumer.release('counters', 'a');
      await look();
      expect(written).toEqual([[1, 2, 3], [1, 2, 3], [2, 3]]);
    });

    test('given held messages that are handled again while what they need is away, then all that were not handled are held as before', async () => {
      let away = false;
      await start(under.ports, () => undefined, { handle: ({ version }) => {
        if (!away) return Promise.reject(new Error('illisible'));
        return version === 2 ? Promise.reject(new Refusal('unavailable', 'plus tard')) : Promise.resolve(outcomeApplied());
      } });
      await under.ports.bus.publish([told('a', 1), told('a', 2), told('a', 3)]);
      await consumer.caughtUp();
      away = true;
      await expect(consumer.release('counters', 'a')).rejects.toMatchObject({ code: 'unavailable' });
      expect(await consumer.held()).toMatchObject([{ as: 'parked', stream: 'a', messages: [{ event: { sequence: 2 } }, { event: { sequence: 3 } }] }]);
    });

    test('given a message that waits for a stream, when that stream speaks, then it is applied by itself', async () => {
      const known = new Set<string>();
      await start(under.ports, ({ stream }) => {
        if (stream === 'child' && !known.has('parent')) return 'parent';
        known.add(stream);
        return undefined;
      });
      await under.ports.bus.publish([told('child', 1)]);
      await consumer.caughtUp();
      expect(await consumer.held()).toMatchObject([{ as: 'waiting', because: 'parent' }]);
      await under.ports.bus.publish([told('parent', 1)]);
      await consumer.caughtUp();
      expect(seen).toEqual(['parent:1', 'child:1']);
      expect(await consumer.held()).toEqual([]);
    });

    test('given an unknown type, when it comes, then it is kept and counted, nothing is parked, and a program that knows it handles it first', async () => {
      await start(under.ports, () => undefined);
      await under.ports.bus.publish([told('a', 1, 'x', 'test.Future'), told('a', 2, 'y', 'test.Future'), told('b', 1)]);
      await consumer.caughtUp();
      expect(seen).toEqual(['b:1']);
      expect(await consumer.held()).toMatchObject([{ as: 'unknown', because: 'test.Future', messages: [{ event: { sequence: 2 } }] }]);
      await consumer.stop();
      await start(await under.reopen(), () => undefined, { types: { 'test.Counter': text, 'test.Future': text } });
      expect(seen).toEqual(['b:1', 'a:2']);
      expect(await consumer.held()).toEqual([]);
    });

    test('given a restart, when messages were parked, then they still are', async () => {
      await start(under.ports, () => { throw new Error('malade'); });
      await under.ports.bus.publish([told('a', 1)]);
      await consumer.caughtUp();
      await consumer.stop();
      await start(await under.reopen(), () => undefined);
      expect(await consumer.held()).toMatchObject([{ as: 'parked', stream: 'a' }]);
      await consumer.release('counters', 'a');
      expect(seen).toEqual(['a:1']);
    });

    test('given a service that is away, when a message needs it, then it comes again and is not parked', async () => {
      let away = 3;
      await start(under.ports, () => { if ((away -= 1) > 0) throw new Refusal('unavailable', 'absent'); });
      await under.ports.bus.publish([told('a', 1)]);
      await consumer.caughtUp();
      expect(seen).toEqual(['a:1']);
      expect(await consumer.held()).toEqual([]);
    });

    test('given storage that fails for a while, when a message is handled, then it comes again and is not parked', async () => {
      let full = 3;
      await start(under.ports, () => { if ((full -= 1) > 0) throw Object.assign(new Error('no room'), { code: 'ENOSPC' }); });
      await under.ports.bus.publish([told('a', 1)]);
      await consumer.caughtUp();
      expect([seen, await consumer.held()]).toEqual([['a:1'], []]);
    });

    test('given poison that cannot be written down, when it comes again and is none any more, then it is applied and nothing is held', async () => {
      let sick = 1;
      const state: State = { ...under.ports.state, put: (...args) => (args[0].startsWith('held:') ? Promise.reject(new Error('no room')) : under.ports.state.put(...args)) };
      await start({ ...under.ports, state }, () => { if ((sick -= 1) >= 0) throw new Error('illisible'); });
      await under.ports.bus.publish([told('a', 1)]);
      await consumer.caughtUp();
      expect([seen, await consumer.held()]).toEqual([['a:1'], []]);
    });

    test('given a fast road that fails, when a batch has one bad message, then only that one is parked', async () => {
      const bad = (heard: Heard): void => { if (heard.value === 'bad') throw new Error('bad'); };
      await start(under.ports, bad, { handleAll: (batch) => { batch.forEach(bad); return Promise.resolve(); } });
      await under.ports.bus.publish([told('a', 1), told('b', 1, 'bad'), told('c', 1)]);
      await consumer.caughtUp();
      expect([...seen].sort()).toEqual(['a:1', 'c:1']);
      expect(await consumer.held()).toMatchObject([{ as: 'parked', stream: 'b' }]);
    });
  });
}
