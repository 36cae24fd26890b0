import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startGate } from '@cpom/gate';
import { startNational } from '@cpom/national';
import { openEmbedded, openEmbeddedJournal, type Log } from '@cpom/platform';
import type { Link } from '@cpom/proto/collector/v1/collector';
import { ListHeldRequest, NationalClient, type NationalServer } from '@cpom/proto/national/v1/national';
import { connect, connectFeed, createLog, mutualChannel, type Trust } from '@cpom/service';
import { ListDivergencesRequest } from '@cpom/proto/collector/v1/collector';
import { contractSaid } from '../../services/national/src/given.fixture.ts';
import { startLinked, until, type Linked } from './linked.fixture.ts';
import { speaker } from './speaker.fixture.ts';

/** What the log of an operator holds, as it would be written. */
function written(): { readonly log: Log; lines(): readonly Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  return { log: createLog('test', 'warn', { write: (line: string) => { lines.push(JSON.parse(line) as Record<string, unknown>); } }), lines: () => lines };
}

describe('a gate that is not who it should be, or says what is not its own', () => {
  const { log, lines } = written();
  let linked: Linked;
  beforeAll(async () => {
    linked = await startLinked({ log });
    await linked.register('fund-1');
    await linked.agreed(1);
    await linked.stopNation();
  });
  afterAll(() => linked.stop());

  /** The services of region 24, behind a gate that shows this certificate. */
  const gateWith = async (trust: Trust): Promise<string> =>
    (await linked.region.start('gate', startGate, { trust, services: ['directory'], listen: '127.0.0.1:0', programVersion: '0.1.0', heartbeat: 200 })).address;
  const eleven = async (): Promise<Link | undefined> => (await linked.ask((calls) => calls.listLinks({}))).links.find(({ peer }) => peer === '11');

  async function follows(address: string, another: string): Promise<Link | undefined> {
    await linked.startNation([{ code: '11', name: 'Île-de-France', address }]);
    const link = await until(eleven, (found) => (found?.problem ?? '') !== '');
    await linked.register(another);
    await until(linked.link, (found) => found?.state === 'following');
    await linked.stopNation();
    return link;
  }

  test("given a certificate of region 11 whose gate passes on messages of region 24, then nothing of it is heard, the page and the log say why, and the other link goes on", async () => {
    const link = await follows(await gateWith(await linked.authority.issue('11')), 'fund-2');
    expect(link).toMatchObject({ state: 'away', messages: 0, problem: 'La porte de Île-de-France a transmis un message de « cpom://24/directory ».' });
    expect(lines()).toContainEqual(expect.objectContaining({ msg: 'the link is broken', peer: '11', code: 'forbidden', reason: 'it passed on a message of cpom://24/directory' }));
  });

  test.each([
    ['of another instance than the one asked', () => Promise.resolve(linked.trust.region), "Ce qui répond à l'adresse de « Île-de-France » présente le certificat d'une autre instance.", 'the certificate is not that of instance 11'],
    ['that has lapsed', () => linked.authority.issue('11', { from: Date.now() - 10_000, to: Date.now() - 5_000 }), "Le certificat que présente « Île-de-France » n'est pas valable à cette date : il est échu, ou ne commence que plus tard.", 'certificate has expired'],
  ])('given a gate with a certificate %s, then it is not followed, the page and the log say why, and the other link goes on', async (what, trust, problem, reason) => {
    const link = await follows(await gateWith(await trust()), `fund-${what.length}`);
    expect(link).toMatchObject({ messages: 0, problem });
    expect(lines()).toContainEqual(expect.objectContaining({ msg: 'the link is broken', peer: '11', code: 'unavailable', reason: expect.stringContaining(reason) }));
  });

  test('then the nation has heard region 24 alone', async () => {
    const journal = await openEmbeddedJournal({ file: join(linked.nation.dir, 'collector', 'journal.sqlite'), newEpochId: () => 'unused' });
    const streams = (await journal.after(undefined, 1_000)).map(({ stream }) => stream);
    journal.close();
    expect(streams.filter((stream) => stream.startsWith('24/')).length).toBeGreaterThan(1);
    expect(streams.filter((stream) => stream.includes('11'))).toEqual([]);
  });
});

test('given a region that says what is of another region, when the nation hears it, then it is parked with its reason, and the rest goes on', async () => {
  const region = speaker();
  const linked = await startLinked({ speaker: region.start });
  const national = await linked.nation.start('national', startNational, {});
  const [foreign, own] = [contractSaid('11', 'foreign', {}), contractSaid('24', 'own', {})].map(({ topic, type, payload, stream }) => ({ topic, type, payload, stream: stream.replace(/^\d+\//, '') }));
  if (foreign && own) await region.say(foreign, own);
  await linked.agreed(2);
  await linked.passedOn();
  await national.caughtUp();
  const connection = connect<NationalServer, NationalClient>(NationalClient, 'national', national.address);
  const calls = connection.as(await linked.nation.tokenFor('dgt', 'dgt'));
  const { held, parked } = await calls.listHeld(ListHeldRequest.fromPartial({}));
  expect([parked, held[0]]).toMatchObject([1, { stream: '24/contract-foreign', region: '24', because: 'La région 24 ne peut pas parler pour la région « 11 ».' }]);
  expect((await calls.getContract({ region: '24', id: 'own', on: '' })).contract?.id).toBe('own');
  connection.close();
  await linked.stop();
});

describe('a cursor that no gate gave', () => {
  const { log, lines } = written();
  let linked: Linked;
  beforeAll(async () => {
    linked = await startLinked({ log });
    await linked.register('fund-1');
    await linked.register('fund-2');
    await linked.agreed(2);
  });
  afterAll(() => linked.stop());

  async function answerTo(cursor: Buffer): Promise<unknown> {
    const feed = connectFeed('door', linked.gateAddress(), mutualChannel(linked.trust.nation, '24'), () => Promise.resolve(''));
    const stop = new AbortController();
    try {
      for await (const { messages } of feed.follow({ audience: 'nation', cursor }, stop.signal)) return messages.length;
      return 'nothing';
    } catch (error) {
      return (error as { code?: unknown }).code;
    } finally {
      stop.abort();
      feed.close();
    }
  }
  const [epoch, position, hash] = [0, 1, 2] as const;
  const given = async (): Promise<[string, number, string]> => {
    const vector = JSON.parse((await linked.link())?.cursor ?? '') as { readonly directory: string };
    return JSON.parse(Buffer.from(vector.directory, 'base64').toString()) as [string, number, string];
  };
  const vectorOf = (cursor: unknown): Buffer => Buffer.from(JSON.stringify({ directory: Buffer.from(JSON.stringify(cursor)).toString('base64') }));

  test('given cursors of the future, of another life, with another hash, or that are none, then each is told to begin again, the log says so, and a right one is heard', async () => {
    const right = await given();
    const other = (at: number, value: unknown): Buffer => vectorOf(right.map((part, index) => (index === at ? value : part)));
    const strange = [
      other(position, right[position] + 1_000), other(position, 1e300), other(position, -1), other(position, '2'), other(position, null), other(epoch, randomUUID()), other(hash, '0'.repeat(64)), other(hash, ''),
      vectorOf({}), vectorOf('text'), Buffer.from('{"treasury":""}'), Buffer.from('[]'), Buffer.from('not json'), Buffer.from([0xff, 0x00]), Buffer.alloc(1_000_000, 'x'),
    ];
    for (const [index, cursor] of strange.entries()) expect([index, await answerTo(cursor)]).toEqual([index, 'diverged']);
    expect(lines().filter(({ msg, peer, code }) => msg === 'a follower was turned away' && peer === 'nation' && code === 'diverged')).toHaveLength(strange.length);
    expect(await answerTo(Buffer.alloc(0))).toBe(2);
    await linked.register('fund-3');
    expect(await answerTo(vectorOf(right))).toBe(1);
  });

  test('given a nation whose own cursor is of the future, when it follows, then it reads all again, says so, and agrees', async () => {
    const [life, at, known] = await given();
    await linked.stopNation();
    const ports = await openEmbedded({ dir: linked.nation.dir, service: 'collector', bus: linked.nation.bus, newEpochId: randomUUID });
    const kept = (await ports.state.get<Record<string, string>>('link:24'))?.value;
    await ports.state.put('link:24', { ...kept, cursor: vectorOf([life, at + 1_000, known]).toString('base64') });
    await ports.close();
    await linked.startNation();
    await linked.register('fund-4');
    await linked.agreed(4);
    expect(await until(linked.link, (found) => found?.state === 'following')).toMatchObject({ refills: 1, problem: '' });
    expect((await linked.ask((calls) => calls.listDivergences(ListDivergencesRequest.fromPartial({ peer: '24' })))).divergences).toEqual([]);
    expect(lines()).toContainEqual(expect.objectContaining({ msg: 'the peer was restored: all is read again', peer: '24' }));
  });
});
