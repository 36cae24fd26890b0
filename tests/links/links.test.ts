import { credentials, type ChannelCredentials } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbedded, type State } from '@cpom/platform';
import { connectFeed, mutualChannel, newDemoAuthority } from '@cpom/service';
import { ListDivergencesRequest } from '@cpom/proto/collector/v1/collector';
import { startLinked, until, type Linked } from './linked.fixture.ts';

let linked: Linked;
beforeEach(async () => { linked = await startLinked(); });
afterEach(() => linked.stop());

describe('a region and the nation', () => {
  test('given facts before and after the link, when both sides are compared, then they hold the same state', async () => {
    await linked.register('carsat-a');
    await linked.register('carsat-b');
    await linked.agreed(2);
    await linked.register('carsat-c');
    await linked.agreed(3);
    expect(await until(linked.link, (found) => found?.state === 'following')).toMatchObject({ peer: '24', version: '0.1.0', refills: 0 });
  });

  test('given a nation away, when the region goes on and the nation comes back, then it resumes where it was', async () => {
    await linked.register('carsat-a');
    await linked.agreed(1);
    await linked.stopNation();
    await linked.register('carsat-b');
    await linked.startNation();
    await linked.agreed(2);
    expect((await linked.link())?.refills).toBe(0);
  });

  test('given a region away, when it comes back, then the link heals by itself and said why it was broken', async () => {
    await linked.register('carsat-a');
    await linked.agreed(1);
    await linked.stopRegion();
    expect((await until(linked.link, (found) => found?.state === 'away'))?.problem).not.toBe('');
    await linked.startRegion();
    await linked.register('carsat-b');
    await linked.agreed(2);
  });

  test('given a nation started from nothing, when it follows, then it holds all that the region ever said', async () => {
    for (let n = 0; n < 20; n += 1) await linked.register(`fund-${n}`);
    await linked.stopNation();
    await rm(join(linked.nation.dir, 'collector'), { recursive: true });
    await linked.startNation();
    await linked.agreed(20);
  });

  test('given a region restored from an old copy, when it speaks again, then the nation follows it and reports what it had heard beyond', async () => {
    await linked.register('carsat-a');
    await linked.agreed(1);
    await linked.stopRegion();
    await cp(join(linked.region.dir, 'directory'), join(linked.region.dir, 'copy'), { recursive: true });
    await linked.startRegion();
    await linked.register('carsat-lost');
    await linked.agreed(2);

    await linked.stopRegion();
    await rm(join(linked.region.dir, 'directory'), { recursive: true });
    await cp(join(linked.region.dir, 'copy'), join(linked.region.dir, 'directory'), { recursive: true });
    await linked.startRegion();
    await linked.register('carsat-new');
    await linked.register('carsat-newer');
    await linked.agreed(3);
    const { divergences } = await linked.ask((calls) => calls.listDivergences(ListDivergencesRequest.fromPartial({ peer: '24' })));
    expect(divergences).toMatchObject([{ peer: '24', stream: 'organisation-carsat-lost', kind: 'withdrawn', heardVersion: 1 }]);
    const beyond = await linked.ask((calls) => calls.listDivergences(ListDivergencesRequest.fromPartial({ offset: 1 })));
    expect(beyond).toEqual({ divergences: [], total: 1 });
    expect((await linked.link())?.refills).toBe(1);
  });
});

describe('a nation killed between what it heard and the note of where it was, and the region restored meanwhile', () => {
  const place = 'link:24';
  /** What the nation's collector has kept, looked at while it is stopped. */
  async function ofNation<T>(look: (state: State) => Promise<T>): Promise<T> {
    const ports = await openEmbedded({ dir: linked.nation.dir, service: 'collector', bus: linked.nation.bus, newEpochId: randomUUID });
    try {
      return await look(ports.state);
    } finally {
      await ports.close();
    }
  }
  const copy = (from: string, to: string): Promise<void> => cp(join(linked.region.dir, from), join(linked.region.dir, to), { recursive: true });

  /** Heard once the note and the copy were made: the nation knows it, its note does not, and the region has lost it. */
  async function heardThenLost(id: string, name: string): Promise<void> {
    await linked.register('carsat-a');
    await linked.agreed(1);
    await linked.stopNation();
    await linked.stopRegion();
    const noted = await ofNation((state) => state.get(place));
    await copy('directory', 'copy');
    await linked.startRegion();
    await linked.startNation();
    await linked.register(id, name);
    await linked.agreed(2);
    await linked.stopNation();
    await linked.stopRegion();
    await ofNation((state) => state.put(place, noted?.value ?? {}));
    await rm(join(linked.region.dir, 'directory'), { recursive: true });
    await copy('copy', 'directory');
    await linked.startRegion();
  }
  const reported = async (): Promise<unknown> => (await linked.ask((calls) => calls.listDivergences(ListDivergencesRequest.fromPartial({ peer: '24' })))).divergences;

  test('when it follows again, then it takes back what the region has lost, and reports it', async () => {
    await heardThenLost('carsat-lost', 'Perdue');
    await linked.startNation();
    await linked.agreed(1);
    expect(await reported()).toMatchObject([{ stream: 'organisation-carsat-lost', kind: 'withdrawn', heardVersion: 1 }]);
  });

  test('and the region has said something else since at the same place of the same stream, then it holds that, and reports it', async () => {
    await heardThenLost('carsat-b', 'Avant la copie');
    await linked.register('carsat-b', 'Après la copie');
    await linked.startNation();
    await linked.agreed(2);
    expect(await reported()).toMatchObject([{ stream: 'organisation-carsat-b', kind: 'rewound', heardVersion: 1, versionNow: 1 }]);
  });
});

describe('the door of a region', () => {
  const firstAnswer = async (channel: ChannelCredentials): Promise<unknown> => {
    const feed = connectFeed('door', linked.gateAddress(), channel, () => Promise.resolve(''));
    const stop = new AbortController();
    try {
      for await (const batch of feed.follow({ audience: 'nation', cursor: Buffer.alloc(0) }, stop.signal)) return batch;
      return undefined;
    } catch (error) {
      return error;
    } finally {
      stop.abort();
      feed.close();
    }
  };

  test('given the nation, when it follows, then it is answered', async () => {
    expect(await firstAnswer(mutualChannel(linked.trust.nation, '24'))).toMatchObject({ programVersion: '0.1.0' });
  });
  test('given another region, when it follows, then it is refused', async () => {
    expect(await firstAnswer(mutualChannel(await linked.authority.issue('11'), '24'))).toMatchObject({ code: 'forbidden' });
  });
  test('given a certificate that has lapsed, when it follows, then the handshake fails', async () => {
    const lapsed = await linked.authority.issue('nation', { from: Date.now() - 10_000, to: Date.now() - 5_000 });
    expect(await firstAnswer(mutualChannel(lapsed, '24'))).toMatchObject({ code: 'unavailable' });
  });
  test('given a certificate of another authority, when it follows, then the handshake fails', async () => {
    const stranger = await (await newDemoAuthority()).issue('nation');
    expect(await firstAnswer(mutualChannel({ ...stranger, authorities: linked.trust.nation.authorities }, '24'))).toMatchObject({ code: 'unavailable' });
  });
  test('given no certificate, when it follows, then the handshake fails', async () => {
    const nothing = credentials.createSsl(linked.trust.nation.authorities, null, null, { checkServerIdentity: () => undefined });
    expect(await firstAnswer(nothing)).toMatchObject({ code: 'unavailable' });
  });
  test('given a server that is not the expected instance, when the nation calls it, then it hangs up', async () => {
    expect(await firstAnswer(mutualChannel(linked.trust.nation, '11'))).toMatchObject({ code: 'unavailable' });
  });
});

