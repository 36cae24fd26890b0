import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startInstance, type InstancePlan, type RunningInstance } from '@cpom/instance';
import { openDistributedJournal, openDistributedState, openDistributedViews } from '@cpom/platform/distributed';
import { onEngine } from '@cpom/testing';
import { freePorts } from '@cpom/service';
import { knownContracts, type KnownContract } from '../../services/directory/src/notice/heard.ts';
import { actsOn } from '../crash/acts.fixture.ts';
import { nationInfo, peerAt, planOf, regionInfo } from '../crash/pair.ts';
import { afterRestore, copyAll, putBack, type Databases } from './restore.fixture.ts';

// The section « Saving and restoring » of docs/operating.md, as it stands there: databases are put back, the command is run, services start.
const services = { '24': ['directory', 'contracts', 'indicators'], nation: ['directory', 'collector', 'national'] } as const;

await onEngine('instances restored from old copies on the distributed engine', (given) => {
  const namespace = `restore${randomUUID().slice(0, 6)}`;
  let [dir, gate] = ['', ''];
  let [region, nation]: (RunningInstance | undefined)[] = [];
  let saved: { readonly region: Awaited<ReturnType<typeof copyAll>>; readonly nation: Awaited<ReturnType<typeof copyAll>> };
  const { register, draft, ending, settled, ofNation, held, links, divergences } = actsOn(() => region, () => nation);

  const engine = (): NonNullable<InstancePlan['engine']> => ({ kind: 'distributed', namespace, mongo: { url: given().mongoUrl }, kafka: { brokers: given().kafkaBrokers.split(',') } });
  const databases = (code: keyof typeof services): Databases => ({ url: given().mongoUrl, instance: `${namespace}-${code}`, services: services[code] });
  const command = (code: string) => afterRestore({ CPOM_ENGINE: 'distributed', CPOM_INSTANCE: code, CPOM_NAMESPACE: namespace, MONGO_URL: given().mongoUrl, KAFKA_BROKERS: given().kafkaBrokers, DATA_DIR: dir });
  const startRegion = async (): Promise<void> => { region = await startInstance(await planOf(regionInfo, dir, { engine: engine(), gateListen: gate })); };
  const stopRegion = async (): Promise<void> => { await region?.stop(); region = undefined; };
  const startNation = async (): Promise<void> => { nation = await startInstance(await planOf(nationInfo, dir, { engine: engine(), peers: peerAt(gate) })); };
  const stopNation = async (): Promise<void> => { await nation?.stop(); nation = undefined; };
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cpom-restore-'));
    gate = `127.0.0.1:${(await freePorts(1))[0] ?? 0}`;
    await startRegion();
    await startNation();
  }, 240_000);
  afterAll(async () => {
    await stopNation();
    await stopRegion();
    await rm(dir, { recursive: true, force: true });
  }, 120_000);

  /** What a neighbour in the same instance heard of contracts on the bus. */
  async function ofNeighbour(): Promise<ReadonlyMap<string, string>> {
    const views = await openDistributedViews({ ...databases('24'), service: 'directory' });
    const rows = await views.list<KnownContract>(knownContracts.view, {});
    await views.close();
    return new Map(rows.map(({ doc }) => [doc.id, doc.expiresOn]));
  }
  /** Nothing is held back anywhere, and every chain is whole. */
  async function isSound(of: Databases): Promise<void> {
    for (const service of of.services) {
      const [state, journal] = [await openDistributedState({ ...of, service }), await openDistributedJournal({ ...of, service, newEpochId: randomUUID })];
      expect([service, await state.list('held:'), (await journal.verify()).faults]).toEqual([service, [], []]);
      await state.close();
      await journal.close();
    }
  }

  test('given a region whose databases are put back to an earlier time while Kafka and the nation went on, when the command is run and it starts, then all is consistent, and what is done anew is heard', async () => {
    await register('partner-kept');
    await draft('kept');
    await draft('changed');
    await ending('changed', '2029-12-31');
    await settled(3);
    saved = { region: await copyAll(databases('24')), nation: await copyAll(databases('nation')) };
    await register('partner-lost');
    await draft('lost');
    await ending('changed', '2030-12-31');
    await ending('changed', '2031-12-31');
    await settled(5);
    expect([(await ofNeighbour()).get('changed'), (await ofNation()).get('changed')]).toEqual(['2031-12-31', '2031-12-31']);

    await stopRegion();
    await putBack(databases('24'), saved.region);
    const { code, said } = await command('24');
    expect([code, said]).toEqual([0, expect.stringContaining('Instance 24 is ready: start its services.')]);
    await startRegion();
    await settled(3);
    expect(await ofNeighbour()).toEqual(new Map([['changed', '2029-12-31'], ['kept', '']]));

    await draft('new');
    await ending('changed', '2028-12-31');
    await settled(4);
    const expected = new Map([['changed', '2028-12-31'], ['kept', ''], ['new', '']]);
    expect([await ofNeighbour(), await ofNation()]).toEqual([expected, expected]);
    expect(await links()).toMatchObject([{ peer: '24', refills: 1, problem: '' }]);
    expect(await divergences()).toEqual(['contract-changed rewound', 'contract-lost withdrawn', 'organisation-partner-lost withdrawn']);
    expect(await held()).toMatchObject({ total: 0 });
  }, 240_000);

  test('given services that still work, when the command is run, then it deletes nothing and says so', async () => {
    const { code, said } = await command('24');
    expect([code, said]).toEqual([1, expect.stringContaining('stop all services of the instance first')]);
    await draft('meanwhile');
    await settled(5);
  }, 120_000);

  test('given a nation whose databases are put back, when the command is run and it starts, then it has all that the region says', async () => {
    await stopNation();
    await isSound(databases('nation'));
    await putBack(databases('nation'), saved.nation);
    expect((await command('nation')).code).toBe(0);
    await startNation();
    await settled(5);
    expect(await ofNation()).toEqual(new Map([['changed', '2028-12-31'], ['kept', ''], ['meanwhile', ''], ['new', '']]));
    await stopNation();
    await stopRegion();
    await isSound(databases('nation'));
    await isSound(databases('24'));
  }, 240_000);
});
