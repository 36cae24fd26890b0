import { appendFileSync, writeSync } from 'node:fs';
import { openEmbeddedBus } from '../src/embedded/bus.ts';
import type { BusMessage } from '../src/ports/bus.ts';

// Publishes and handles without end, until it is killed. A line on the standard output is an acknowledgement; a line in
// the second file is a message handled.
const [file = '', handledFile = '', life = '0'] = process.argv.slice(2);
const keys = 5;
const utf8 = new TextEncoder();

const message = (sequence: number): BusMessage => {
  const key = `k${sequence % keys}`;
  const event = { id: `${key}/${sequence}`, source: 'cpom://test/crash', type: 'Test', subject: key, time: '2026-03-27T12:00:00.000Z', sequence };
  return { topic: 'crash', key, event, payload: utf8.encode(`payload ${sequence}`) };
};

// Compaction runs under the kills too; what it leaves alone is more than the group is ever behind.
const bus = openEmbeddedBus({ file, compaction: { every: 20, recent: 1_000 } });
await bus.subscribe('crash', ['crash'], async (batch) => {
  appendFileSync(handledFile, batch.map(({ event }) => `${event.id}\n`).join(''));
});

/** One publisher keeps its keys' order; several at once make groups. */
async function publishFrom(first: number): Promise<void> {
  for (let sequence = first; ; sequence += keys) {
    await bus.publish([message(sequence)]);
    writeSync(1, `k${sequence % keys}/${sequence}\n`);
  }
}
const start = Number(life) * 1_000_000;
await Promise.all(Array.from({ length: keys }, (_, key) => publishFrom(start + key)));
