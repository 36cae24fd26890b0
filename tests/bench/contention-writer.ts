// One writing process of contention.ts. Arguments: URL, instance, a name, callers, seconds. Says "ready", waits for a line, writes, says what it did.
import { once } from 'node:events';
import type { Instant } from '@cpom/kernel';
import { openDistributedJournal } from '@cpom/platform/distributed';

const [url = '', instance = '', name = '', callers = '1', seconds = '1'] = process.argv.slice(2);
let [tried, written, inserts, inTime] = [0, 0, 0, 0];
const journal = await openDistributedJournal({
  url, instance, service: 'bench', newEpochId: () => `epoch-${name}`, patienceMs: 60_000,
  onInsert: (insertion) => { tried += insertion.tried; written += insertion.written; inserts += 1; },
});
const payload = Buffer.alloc(300, 7);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const until = performance.now() + Number(seconds) * 1_000;
const waits: number[] = [];
await Promise.all(Array.from({ length: Number(callers) }, async (_, caller) => {
  for (let version = 0; performance.now() < until; version += 1) {
    const from = performance.now();
    await journal.append({
      stream: `${name}-${caller}`, expectedVersion: version, cause: `c${version}`, recordedAt: '2026-03-02T08:00:00.000Z' as Instant,
      actor: { actorId: 'bench', role: 'service', organisation: '' }, events: [{ type: 'Measured' }],
      messages: [{ topic: 'bench', type: 'bench.Measured', audience: 'nation', payload }],
    });
    waits.push(performance.now() - from);
    if (performance.now() < until) inTime += 1;
  }
}));
await journal.close();
process.stdout.write(`${JSON.stringify({ tried, written, inserts, inTime, waits })}\n`);
process.exit(0);
