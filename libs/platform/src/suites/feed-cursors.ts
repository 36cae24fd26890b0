import { describe, expect, test } from '@jest/globals';
import { follow } from '../feed.ts';
import type { Cursor, Ports } from '../ports/index.ts';
import { createRunner } from '../run.ts';
import { counter, newName, somebody, ticking, type PortsUnderTest } from './ports-given.ts';

const add = (ports: Ports, stream: string) =>
  createRunner({ journal: ports.journal, clock: ticking() }, counter).run({ stream, cause: newName('cause'), actor: somebody, context: {}, command: { amount: 1 } });

async function firstHeard(ports: Ports, cursor: Cursor | undefined): Promise<readonly string[]> {
  const stop = new AbortController();
  for await (const { items } of follow(ports.journal, 'nation', cursor, stop.signal)) {
    stop.abort();
    return items.map(({ said }) => `${said.stream}:${said.sequence}`);
  }
  return [];
}

/** What a follower with a cursor that this journal never gave is told, whatever the engine. */
export function feedCursorsSuite(name: string, open: () => Promise<PortsUnderTest>): void {
  const strange: readonly (readonly [string, (head: Cursor, first: Cursor) => Cursor])[] = [
    ['of the future', (head) => ({ ...head, position: head.position + 1 })],
    ['of a far future', (head) => ({ ...head, position: Number.MAX_SAFE_INTEGER })],
    ['beyond what a number of a commit can be', (head) => ({ ...head, position: 1e300 })],
    ['of another life of the journal', (head) => ({ ...head, epoch: 'another' })],
    ['at the right place with the hash of another', (head, first) => ({ ...head, hash: first.hash })],
    ['at the right place without a hash', (head) => ({ ...head, hash: '' })],
    ['between two commits', (head) => ({ ...head, position: head.position - 0.5 })],
    ['before the beginning', (head) => ({ ...head, position: -1 })],
    ['at the beginning with a hash', (head) => ({ ...head, position: 0 })],
  ];
  describe(`cursors that a journal on ${name} never gave`, () => {
    test('given each of them, when a follower presents it, then it is told that the history is another, and those who come rightly hear on', async () => {
      const under = await open();
      try {
        await add(under.ports, 'a');
        const first = await under.ports.journal.head();
        await add(under.ports, 'b');
        const head = await under.ports.journal.head();
        for (const [what, make] of strange) {
          const told = await firstHeard(under.ports, make(head, first)).catch((error: unknown) => (error as { code?: string }).code);
          expect([what, told]).toEqual([what, 'diverged']);
        }
        expect(await firstHeard(under.ports, first)).toEqual(['b:1']);
        expect(await firstHeard(under.ports, undefined)).toEqual(['a:1', 'b:1']);
      } finally {
        await under.close();
      }
    });
  });
}
