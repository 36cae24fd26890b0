import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Bus, BusMessage, HandleBatch } from '@cpom/platform';
import { randomOf } from '../../libs/testing/src/france/random.ts';
import { isMet } from '../bench/figures.ts';
import { aroundBus, shuffled, times } from './around-bus.ts';
import { askedOf } from './asked.ts';
import { figuresOf } from './figures.ts';
import { nothingYet } from './happened.ts';
import { createLedger } from './ledger.ts';
import { openProxy } from './proxy.ts';
import { missingFrom } from './restore.ts';

const message = (key: string, sequence: number): BusMessage => ({ topic: 't', key, payload: new Uint8Array(), event: { id: `${key}/${sequence}`, source: 's', type: 'x', subject: key, time: '', sequence } });
const names = (batch: readonly BusMessage[]): string[] => batch.map(({ event }) => event.id);

test('given a batch, when it is shuffled, then nothing is lost and each key keeps its order', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), fc.nat(), (keys, seed) => {
    const batch = keys.map((key, at) => message(key, at));
    const after = shuffled(batch, randomOf(seed));
    expect(names(after).sort()).toEqual(names(batch).sort());
    for (const one of ['a', 'b', 'c']) expect(names(after.filter(({ key }) => key === one))).toEqual(names(batch.filter(({ key }) => key === one)));
  }));
});

test('given a bus around which deliveries are repeated, then a group is given each message five times, and order is watched', async () => {
  const handles: HandleBatch[] = [];
  const outOfOrder: string[] = [];
  const inner = { subscribe: (_group: string, _topics: readonly string[], handle: HandleBatch) => { handles.push(handle); return Promise.resolve({ caughtUp: () => Promise.resolve(), stop: () => Promise.resolve() }); } } as unknown as Bus;
  const got: string[] = [];
  await aroundBus(inner, { seed: 's', delivery: () => 'five-times', outOfOrder: (what) => outOfOrder.push(what) }).subscribe('g', ['t'], (batch) => { got.push(...names(batch)); return Promise.resolve(); });
  await handles[0]?.([message('a', 1), message('b', 1), message('a', 3)]);
  expect([...Map.groupBy(got, (name) => name).values()].map((all) => all.length)).toEqual([times, times, times]);
  await handles[0]?.([message('a', 1), message('a', 3)]);
  expect(outOfOrder).toEqual([]);
  await handles[0]?.([message('a', 2)]);
  expect(outOfOrder).toEqual(['g: t a gave 2 after 3']);
});

test('given a line, when it is cut, then nobody gets through until it is healed; what it carries stays whole', async () => {
  const server = createServer((socket) => { socket.pipe(socket); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const line = await openProxy();
  line.lead(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  const echoed = (text: string): Promise<string> => new Promise((resolve) => {
    const socket = connect(Number(line.address.split(':')[1]), '127.0.0.1', () => { socket.write(text); });
    let back = '';
    socket.on('data', (bytes) => { back += String(bytes); if (back.length >= text.length) { socket.destroy(); resolve(back); } }).on('error', () => undefined).on('close', () => { resolve(back); });
  });
  const text = 'x'.repeat(300_000);
  expect(await echoed(text)).toBe(text);
  const heal = line.cut();
  expect(await echoed('a')).toBe('');
  heal();
  const faster = line.slow(30);
  expect(await echoed(text)).toBe(text);
  faster();
  await line.close();
  await new Promise((resolve) => server.close(resolve));
});

test('given a ledger, when a region is restored, then what it acknowledged since the copy is gone, and nothing else', () => {
  const ledger = createLedger();
  const said = (region: string, cause: string): void => { ledger.acknowledged(ledger.open({ region, cause, service: 'contracts', stream: `contract-${cause}`, kind: 'draft', value: '' }), 1, 1); };
  said('24', 'before');
  const since = ledger.now();
  said('24', 'after');
  said('11', 'elsewhere');
  expect(ledger.restored('24', since).map(({ cause }) => cause)).toEqual(['after']);
  expect(ledger.drafted('24')).toEqual(['contract-before']);
  expect(ledger.entries().filter(({ gone }) => gone).map(({ cause }) => cause)).toEqual(['after']);
});

test('given what was heard beyond a copy, then a report that lacks one of it, or says it otherwise, is not whole', () => {
  const head = (stream: string, version: number, payloadSha256 = 'x') => ({ stream, version, payloadSha256 });
  const before = { stateHash: '', heads: [head('same', 1), head('back', 5), head('gone', 2)] };
  const after = { stateHash: '', heads: [head('same', 1), head('back', 3)] };
  const [back, gone] = [{ stream: 'back', heardVersion: 5, kind: 'rewound' }, { stream: 'gone', heardVersion: 2, kind: 'withdrawn' }];
  expect(missingFrom([back, gone], before, after)).toEqual([]);
  expect(missingFrom([gone], before, after)).toEqual(['back 5 rewound']);
  expect(missingFrom([back, { ...gone, heardVersion: 1 }], before, after)).toEqual(['gone 2 withdrawn']);
});

test('given any finding, then its figure misses its bar', () => {
  const verdict = { lost: [], twice: [], disagree: [], unverified: [], order: [], hands: [], parked: [], unreported: [] };
  const outcome = { engine: 'embedded' as const, verdict, happened: nothingYet(), counted: { acknowledged: 500, refused: 0, awaited: 0, retried: 0 }, tookMs: 1, dir: '' };
  expect(figuresOf(outcome, 300).every(isMet)).toBe(true);
  expect(figuresOf(outcome, 600).filter((figure) => !isMet(figure)).map(({ name }) => name)).toEqual(['embedded.faults.acknowledged']);
  for (const name of Object.keys(verdict)) {
    const missed = figuresOf({ ...outcome, verdict: { ...verdict, [name]: ['one'] } }, 300).filter((figure) => !isMet(figure));
    expect(missed.map((figure) => figure.name)).toEqual([`embedded.faults.${name}`]);
  }
});

test('given a wrong option, then one line says so', () => {
  expect(askedOf(['--engine', 'embedded', '--seed', '7', '--short'], () => 1)).toEqual({ engines: ['embedded'], seed: 7, form: 'short', json: false });
  expect(askedOf([], () => 1)).toEqual({ engines: ['embedded', 'distributed'], seed: 1, form: 'long', json: false });
  expect(askedOf(['--help'], () => 1)).toBeUndefined();
  for (const args of [['--engine', 'steam'], ['--seed', 'x'], ['--shorter'], ['more']]) expect(() => askedOf(args, () => 1)).toThrow(/^.+$/);
});
