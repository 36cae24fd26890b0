import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ListDivergencesRequest, type Divergence, type Link } from '@cpom/proto/collector/v1/collector';
import type { HeadsReply } from '@cpom/proto/feed/v1/feed';
import type { Caller } from './client.ts';
import type { Copies } from './copies.ts';
import type { Fleet } from './fleet.ts';
import { within, type Happened } from './happened.ts';
import { agree, headsOf } from './heads.ts';
import type { Ledger } from './ledger.ts';
import type { Workload } from './workload.ts';

/** What copies and restores work on. */
export interface Ground {
  readonly fleet: Fleet;
  readonly workload: Workload;
  readonly ledger: Ledger;
  readonly caller: Caller;
  readonly happened: Happened;
  readonly copies: Copies;
}

export interface Restoring {
  copy(instance: string): Promise<void>;
  restoreRegion(region: string): Promise<void>;
  restoreNation(): Promise<void>;
  newNation(): Promise<void>;
}

const patienceMs = 60_000;
/** Findings asked for in one call. */
const atOnce = 500;

/** What the readable report of a restore must say: each stream that was heard beyond the copy, with the version heard. */
export function missingFrom(report: readonly Pick<Divergence, 'stream' | 'heardVersion' | 'kind'>[], before: HeadsReply, after: HeadsReply): string[] {
  const now = new Map(after.heads.map((head) => [head.stream, head]));
  const told = new Set(report.map(({ stream, heardVersion, kind }) => `${stream} ${heardVersion} ${kind}`));
  const expected = before.heads.flatMap(({ stream, version, payloadSha256 }) => {
    const left = now.get(stream);
    if (left?.version === version && left.payloadSha256 === payloadSha256) return [];
    return [`${stream} ${version} ${left ? 'rewound' : 'withdrawn'}`];
  });
  return expected.filter((one) => !told.has(one));
}

/** Copies and restores as an operator makes them: of a stopped instance, whole. */
export function createRestoring({ fleet, workload, ledger, caller, happened, copies }: Ground): Restoring {
  /** When the copy of an instance was made, by the ledger. */
  const copied = new Map<string, number>();
  const trouble = (what: string): void => { happened.troubles.push(what); };

  async function whileDown(instance: string, work: () => Promise<void>): Promise<void> {
    happened.down.add(instance);
    await Promise.all(fleet.processesOf(instance).map((one) => one.hold()));
    await work();
    for (const one of fleet.processesOf(instance)) one.resume();
    happened.down.delete(instance);
  }
  const linkOf = async (region: string): Promise<Link | undefined> => (await (await caller.collector()).listLinks({})).links.find(({ peer }) => peer === region);
  async function divergencesOf(region: string): Promise<readonly Divergence[]> {
    const [calls, found] = [await caller.collector(), [] as Divergence[]];
    for (;;) {
      const { divergences, total } = await calls.listDivergences(ListDivergencesRequest.fromPartial({ peer: region, offset: found.length, limit: atOnce }));
      found.push(...divergences);
      if (divergences.length === 0 || found.length >= total) return found;
    }
  }
  async function allHeard(region: string, why: string): Promise<void> {
    if (!(await within(patienceMs, () => agree(caller, region)))) trouble(`${region}: gate and collector did not agree ${why} within ${patienceMs / 1_000} s`);
  }

  return {
    copy: async (instance) => {
      if (instance !== 'nation') await workload.pause(instance);
      await whileDown(instance, () => copies.take(instance));
      copied.set(instance, ledger.now());
      if (instance !== 'nation') workload.resume(instance);
    },
    restoreRegion: async (region) => {
      const since = copied.get(region);
      if (since === undefined) { trouble(`${region}: nothing was copied`); return; }
      await workload.pause(region);
      await allHeard(region, 'before a restore');
      const [before, refills] = [await headsOf(fleet, region), (await linkOf(region))?.refills ?? 0];
      await whileDown(region, () => copies.putBack(region));
      const gone = ledger.restored(region, since);
      copied.set(region, ledger.now());
      const read = async (): Promise<boolean> => { const link = await linkOf(region); return (link?.refills ?? 0) > refills && link?.state === 'following'; };
      if (gone.length > 0 && !(await within(patienceMs, read))) trouble(`${region}: the nation did not read it again after a restore`);
      await allHeard(region, 'after a restore');
      const after = await headsOf(fleet, region);
      let missing: readonly string[] = [];
      // The report is a view: it follows what the collector has written down.
      await within(patienceMs, async () => { missing = missingFrom(await divergencesOf(region), before, after); return missing.length === 0; });
      for (const one of missing) happened.unreported.push(`${region}: ${one}`);
      workload.resume(region);
    },
    restoreNation: () => whileDown('nation', () => copies.putBack('nation')),
    newNation: () => whileDown('nation', async () => {
      if (fleet.engine === 'embedded') await rm(join(fleet.dir, 'nation'), { recursive: true, force: true });
      else fleet.beginAnew('nation');
    }),
  };
}
