import { credentials, type ChannelCredentials } from '@grpc/grpc-js';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '@cpom/kernel';
import { startCollector } from '@cpom/collector';
import { startDirectory } from '@cpom/directory';
import { startGate } from '@cpom/gate';
import { CollectorClient, type CollectorServer, type Link } from '@cpom/proto/collector/v1/collector';
import { DirectoryClient, RegisterOrganisationRequest, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { connect, connectFeed, mutualChannel, newDemoAuthority, type DemoAuthority, type InstanceInfo, type Running, type Trust } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';

const nationInfo: InstanceInfo = { code: 'nation', kind: 'nation', name: 'National', authority: 'dgt', timeZone: 'Europe/Paris' };

let authority: DemoAuthority;
let trust: { region: Trust; nation: Trust };
let region: TestInstance;
let nation: TestInstance;
let directory: Running;
let gate: Running;
let gateAddress: string;
let collector: Running;

beforeAll(async () => {
  authority = await newDemoAuthority();
  trust = { region: await authority.issue('24'), nation: await authority.issue('nation') };
});

const startRegion = async (): Promise<void> => {
  directory = await region.start('directory', startDirectory, {});
  gate = await region.start('gate', startGate, { trust: trust.region, services: ['directory'], listen: gateAddress, programVersion: '0.1.0', heartbeat: 200 });
  gateAddress = gate.address;
};
const stopRegion = async (): Promise<void> => { await gate.stop(); await directory.stop(); };
const startNation = async (): Promise<void> => {
  collector = await nation.start('collector', startCollector, { trust: trust.nation, audience: 'nation', peers: [{ code: '24', name: 'Centre-Val de Loire', address: gateAddress }] });
};

beforeEach(async () => {
  [region, nation, gateAddress] = [await testInstance(), await testInstance(nationInfo), '127.0.0.1:0'];
  await startRegion();
  await startNation();
});
afterEach(async () => {
  await nation.stop();
  await region.stop();
});

async function register(id: string, name = id): Promise<void> {
  const connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', directory.address);
  const calls = connection.as(await region.tokenOfService('instance'));
  await calls.registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause: `register ${id}`, organisation: { id, kind: 'fund', names: [{ name }] } }));
  connection.close();
}

async function asked<T>(ask: (calls: ReturnType<ReturnType<typeof connect<CollectorServer, CollectorClient>>['as']>) => Promise<T>): Promise<T> {
  const connection = connect<CollectorServer, CollectorClient>(CollectorClient, 'collector', collector.address);
  try {
    return await ask(connection.as(await nation.tokenFor('dgt', 'dgt')));
  } finally {
    connection.close();
  }
}

/** Asks until it is so: each question is a round trip, the test's own time limit bounds it. */
async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
  }
}
const agreed = (streams: number) => until(
  () => asked((calls) => calls.compareState({ peer: '24' })).catch((error: unknown) => { if (error instanceof Refusal) return undefined; throw error; }),
  (comparison) => comparison?.agree === true && comparison.streams === streams);
const link = async (): Promise<Link | undefined> => (await asked((calls) => calls.listLinks({}))).links[0];

describe('a region and the nation', () => {
  test('given facts before and after the link, when both sides are compared, then they hold the same state', async () => {
    await register('carsat-a');
    await register('carsat-b');
    await agreed(2);
    await register('carsat-c');
    await agreed(3);
    expect(await until(link, (found) => found?.state === 'following')).toMatchObject({ peer: '24', version: '0.1.0', refills: 0 });
  });

  test('given a nation away, when the region goes on and the nation comes back, then it resumes where it was', async () => {
    await register('carsat-a');
    await agreed(1);
    await collector.stop();
    await register('carsat-b');
    await startNation();
    await agreed(2);
    expect((await link())?.refills).toBe(0);
  });

  test('given a region away, when it comes back, then the link heals by itself and said why it was broken', async () => {
    await register('carsat-a');
    await agreed(1);
    await stopRegion();
    expect((await until(link, (found) => found?.state === 'away'))?.problem).not.toBe('');
    await startRegion();
    await register('carsat-b');
    await agreed(2);
  });

  test('given a nation started from nothing, when it follows, then it holds all that the region ever said', async () => {
    for (let n = 0; n < 20; n += 1) await register(`fund-${n}`);
    await collector.stop();
    await rm(join(nation.dir, 'collector'), { recursive: true });
    await startNation();
    await agreed(20);
  });

  test('given a region restored from an old copy, when it speaks again, then the nation follows it and reports what it had heard beyond', async () => {
    await register('carsat-a');
    await agreed(1);
    await stopRegion();
    await cp(join(region.dir, 'directory'), join(region.dir, 'copy'), { recursive: true });
    await startRegion();
    await register('carsat-lost');
    await agreed(2);

    await stopRegion();
    await rm(join(region.dir, 'directory'), { recursive: true });
    await cp(join(region.dir, 'copy'), join(region.dir, 'directory'), { recursive: true });
    await startRegion();
    await register('carsat-new');
    await register('carsat-newer');
    await agreed(3);
    const { divergences } = await asked((calls) => calls.listDivergences({ peer: '24' }));
    expect(divergences).toMatchObject([{ stream: 'organisation-carsat-lost', kind: 'withdrawn', heardVersion: 1 }]);
    expect((await link())?.refills).toBe(1);
  });
});

describe('the door of a region', () => {
  const firstAnswer = async (channel: ChannelCredentials): Promise<unknown> => {
    const feed = connectFeed('door', gateAddress, channel, () => Promise.resolve(''));
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
    expect(await firstAnswer(mutualChannel(trust.nation, '24'))).toMatchObject({ programVersion: '0.1.0' });
  });
  test('given another region, when it follows, then it is refused', async () => {
    expect(await firstAnswer(mutualChannel(await authority.issue('11'), '24'))).toMatchObject({ code: 'forbidden' });
  });
  test('given a certificate that has lapsed, when it follows, then the handshake fails', async () => {
    const lapsed = await authority.issue('nation', { from: Date.now() - 10_000, to: Date.now() - 5_000 });
    expect(await firstAnswer(mutualChannel(lapsed, '24'))).toMatchObject({ code: 'unavailable' });
  });
  test('given a certificate of another authority, when it follows, then the handshake fails', async () => {
    const stranger = await (await newDemoAuthority()).issue('nation');
    expect(await firstAnswer(mutualChannel({ ...stranger, authorities: trust.nation.authorities }, '24'))).toMatchObject({ code: 'unavailable' });
  });
  test('given no certificate, when it follows, then the handshake fails', async () => {
    const nothing = credentials.createSsl(trust.nation.authorities, null, null, { checkServerIdentity: () => undefined });
    expect(await firstAnswer(nothing)).toMatchObject({ code: 'unavailable' });
  });
  test('given a server that is not the expected instance, when the nation calls it, then it hangs up', async () => {
    expect(await firstAnswer(mutualChannel(trust.nation, '11'))).toMatchObject({ code: 'unavailable' });
  });
});

