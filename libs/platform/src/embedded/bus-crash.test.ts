import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { heard } from '../suites/bus-given.ts';
import { openEmbeddedBus } from './bus.ts';

const program = fileURLToPath(new URL('../../crash-bus/bus-child.ts', import.meta.url));
const kills = 12;

/** Starts the program and kills it after some acknowledgements, wherever it then is; returns all of them. */
async function killed(args: readonly string[], after: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  const closed = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    if (acknowledged.push(line) === after) child.kill('SIGKILL');
  }
  await closed;
  expect(child.signalCode).toBe('SIGKILL');
  return acknowledged;
}

/** The order in which the messages of each key were handled first: repeats are allowed, going back is not. */
function expectInOrder(ids: readonly string[]): void {
  const last = new Map<string, number>();
  for (const id of new Set(ids)) {
    const [key = '', sequence] = id.split('/');
    expect(Number(sequence)).toBeGreaterThan(last.get(key) ?? -1);
    last.set(key, Number(sequence));
  }
}

test(`given a process killed ${kills} times while it publishes and handles, all that was acknowledged is handled, in order`, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-bus-crash-'));
  const [file, handledFile] = [join(dir, 'bus.sqlite'), join(dir, 'handled')];
  const acknowledged: string[] = [];
  for (let life = 0; life < kills; life += 1) acknowledged.push(...(await killed([file, handledFile, String(life)], randomInt(1, 120))));

  const bus = openEmbeddedBus({ file });
  await appendFile(handledFile, (await heard(bus, ['crash'], 'crash')).map(({ event }) => `${event.id}\n`).join(''));
  await bus.close();

  // A line cut by a kill is that batch's, which came again.
  const ids = (await readFile(handledFile, 'utf8')).split('\n').filter((id) => /^k\d\/\d+$/.test(id));
  const handled = new Set(ids);
  expect(acknowledged.length).toBeGreaterThanOrEqual(kills);
  expect(acknowledged.filter((id) => !handled.has(id))).toEqual([]);
  expectInOrder(ids);
  await rm(dir, { recursive: true });
});
