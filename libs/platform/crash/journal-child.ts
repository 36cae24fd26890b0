/**
 * Appends without end until it is killed, many callers at once, and prints each acknowledgement:
 * `stream cause position hash`. Arguments: the journal's file, or the database's URL; a name for this life (causes begin with it); of a
 * database, the instance.
 */
import { writeSync } from 'node:fs';
import { openDistributedJournal } from '../src/distributed/journal.ts';
import { openEmbeddedJournal } from '../src/embedded/journal.ts';
import { isConflict, type Append, type Journal } from '../src/ports/index.ts';

const [place = '', life = '', instance = ''] = process.argv.slice(2);
const actor = { actorId: 'p-1', role: 'dreets-agent', organisation: 'dreets-24' };
const body = new TextEncoder().encode('x'.repeat(300));

const item = (stream: string, expectedVersion: number, cause: string): Append => ({
  stream,
  expectedVersion,
  cause,
  recordedAt: '2026-03-27T12:00:00.000Z' as Append['recordedAt'],
  actor,
  events: [{ type: 'Opened', text: { comment: cause } }, { type: 'Named' }],
  messages: [{ topic: 'contracts', type: 'cpom.contracts.v1.ContractState', audience: 'nation', payload: body }],
});

/** Appends until it is no conflict any more; returns the version after it. */
async function acknowledge(journal: Journal, stream: string, expected: number, cause: string): Promise<number> {
  const outcome = await journal.append(item(stream, expected, cause));
  if (isConflict(outcome)) return acknowledge(journal, stream, outcome.actualVersion, cause);
  writeSync(1, `${stream} ${cause} ${outcome.position} ${outcome.hash}\n`);
  return outcome.facts.at(-1)?.version ?? 0;
}

/** Mostly its own stream, at times the one all write; every fifth request is sent twice, as when an answer was lost. */
async function caller(journal: Journal, name: string): Promise<void> {
  let version = 0;
  for (let n = 0; ; n += 1) {
    const cause = `${life}-${name}-${n}`;
    if (n % 4 === 3) await acknowledge(journal, 'shared', 0, cause);
    else version = await acknowledge(journal, `own-${name}`, version, cause);
    if (n % 5 === 4) await acknowledge(journal, n % 4 === 3 ? 'shared' : `own-${name}`, version, cause);
  }
}

const newEpochId = (): string => `epoch-${life}`;
const journal = place.startsWith('mongodb')
  ? await openDistributedJournal({ url: place, instance, service: 'test', newEpochId })
  : await openEmbeddedJournal({ file: place, newEpochId });
await Promise.all(Array.from({ length: 16 }, (_, index) => caller(journal, String(index))));
