import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startInstance, type RunningInstance } from '@cpom/instance';
import { openEmbedded, openEmbeddedBus } from '@cpom/platform';
import { freePorts } from '@cpom/service';
import { knownContracts, type KnownContract } from '../../services/directory/src/notice/heard.ts';
import { actsOn } from '../crash/acts.fixture.ts';
import { nationInfo, peerAt, planOf, regionInfo } from '../crash/pair.ts';

// « Stop the process and copy DATA_DIR … To restore, put the folder back and start. » (docs/operating.md, embedded)
let [dir, gate] = ['', ''];
let [region, nation]: (RunningInstance | undefined)[] = [];
const { register, draft, ending, settled, ofNation, held, links, divergences } = actsOn(() => region, () => nation);
const startRegion = async (): Promise<void> => { region = await startInstance(await planOf(regionInfo, dir, { gateListen: gate })); };
const stopRegion = async (): Promise<void> => { await region?.stop(); region = undefined; };
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-restore-'));
  gate = `127.0.0.1:${(await freePorts(1))[0] ?? 0}`;
  await startRegion();
  nation = await startInstance(await planOf(nationInfo, dir, { peers: peerAt(gate) }));
});
afterAll(async () => {
  await nation?.stop();
  await stopRegion();
  await rm(dir, { recursive: true, force: true });
});

/** What a neighbour heard, and whether each chain is whole, once the region is stopped. */
async function left(): Promise<{ readonly neighbour: ReadonlyMap<string, string>; readonly faults: readonly unknown[]; readonly held: readonly unknown[] }> {
  const bus = openEmbeddedBus({ file: join(dir, 'look.sqlite') });
  const [faults, kept]: [unknown[], unknown[]] = [[], []];
  let neighbour: ReadonlyMap<string, string> = new Map();
  for (const service of ['directory', 'contracts', 'indicators']) {
    const ports = await openEmbedded({ dir: join(dir, '24'), service, bus, newEpochId: randomUUID });
    faults.push(...(await ports.journal.verify()).faults);
    kept.push(...(await ports.state.list('held:')));
    if (service === 'directory') neighbour = new Map((await ports.views.list<KnownContract>(knownContracts.view, {})).map(({ doc }) => [doc.id, doc.expiresOn]));
    await ports.close();
  }
  await bus.close();
  return { neighbour, faults, held: kept };
}

test('given a region stopped and its folder copied, when it goes on, and the folder is put back and it starts, then all is consistent, what is done anew is heard, and the nation reports what it had heard beyond', async () => {
  await register('partner-kept');
  await draft('kept');
  await draft('changed');
  await ending('changed', '2029-12-31');
  await settled(3);
  await stopRegion();
  await cp(join(dir, '24'), join(dir, 'copy'), { recursive: true });
  await startRegion();
  await register('partner-lost');
  await draft('lost');
  await ending('changed', '2030-12-31');
  await ending('changed', '2031-12-31');
  await settled(5);

  await stopRegion();
  await rm(join(dir, '24'), { recursive: true });
  await cp(join(dir, 'copy'), join(dir, '24'), { recursive: true });
  expect((await readdir(join(dir, '24'))).length).toBeGreaterThan(3);
  await startRegion();
  await settled(3);
  await draft('new');
  await ending('changed', '2028-12-31');
  await settled(4);
  const expected = new Map([['changed', '2028-12-31'], ['kept', ''], ['new', '']]);
  expect(await ofNation()).toEqual(expected);
  expect(await held()).toMatchObject({ total: 0 });
  expect(await links()).toMatchObject([{ peer: '24', refills: 1, problem: '' }]);
  expect(await divergences()).toEqual(['contract-changed rewound', 'contract-lost withdrawn', 'organisation-partner-lost withdrawn']);
  await stopRegion();
  expect(await left()).toEqual({ neighbour: expected, faults: [], held: [] });
});
