import { randomUUID } from 'node:crypto';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { regionOf, regions, type Actor } from '@cpom/kernel';
import { createReading, openEmbeddedJournal, openEmbeddedState, openEmbeddedViews, startHeads, type Heads, type Journal } from '@cpom/platform';
import { listen, mountFeed, newIdentityKeys, openIdentity, silentLog, systemClock, type InstanceInfo, type Trust } from '@cpom/service';
import { startGate } from '@cpom/gate';
import type { Peer } from '@cpom/collector';
import { authorityOf } from '../../../libs/testing/src/france/territory.ts';
import { noContract } from '../../../services/contracts/src/contract.ts';
import { Heading, Term } from '@cpom/proto/contracts/v1/facts';
import type { FranceData } from './data.ts';
import { regionServices, runnersOn, type RegionJournals, type RegionService } from './domain.ts';
import { journalFile } from './region.ts';

/** One region's journals, feeds and gate: all that the nation sees of it. */
export interface HostedRegion {
  readonly peer: Peer;
  /** Records a contract in preparation, durable once it returns; gives its id. */
  write(): Promise<string>;
  stop(): Promise<void>;
}

type Closing = () => Promise<void> | void;

/** The heads are only read when somebody compares: not before. */
function lateHeads(journal: Journal, dir: string, closing: Closing[]): Heads {
  let started: Promise<Heads> | undefined;
  const start = async (): Promise<Heads> => {
    const [views, state] = [openEmbeddedViews({ file: join(dir, 'heads.sqlite') }), openEmbeddedState({ file: join(dir, 'places.sqlite') })];
    const reading = createReading('heads', { journal, state, log: silentLog });
    const heads = await startHeads({ reading, views });
    closing.push(async () => { await reading.stop(); views.close(); state.close(); });
    return heads;
  };
  return { read: async (audience) => (await (started ??= start())).read(audience) };
}

/** Only contracts are written to while pages are measured: the other journals are read where they are. */
async function fileOf(data: FranceData, region: string, service: RegionService, work: string): Promise<string> {
  const kept = journalFile(data.dirOf(region), service);
  if (service !== 'contracts') return kept;
  const copy = journalFile(work, service);
  await mkdir(dirname(copy), { recursive: true });
  await cp(kept, copy);
  return copy;
}

const actorOf = (region: string): Actor => ({ actorId: 'bench', role: 'dreets-agent', organisation: authorityOf(region) });

function writer(region: string, journals: RegionJournals): HostedRegion['write'] {
  const clock = systemClock('Europe/Paris');
  const { contracts } = runnersOn(journals, clock);
  return async () => {
    const id = `bench-${randomUUID()}`;
    const heading = Heading.fromPartial({ reference: id, title: 'Mesure', shape: 'individual' });
    const command = { kind: 'draft' as const, id, authority: authorityOf(region), region, heading, parties: noContract.parties, term: Term.fromPartial({ effect: 'at-signature' }), on: '', origin: 'fictif' };
    await contracts.run({ stream: `contract-${id}`, cause: id, command, actor: actorOf(region), context: { organisations: new Map(), running: [] } });
    return id;
  };
}

/** Opens the journals of one region and mounts their feeds behind its gate, as the region's own instance does. */
async function hostRegion(data: FranceData, region: string, trust: Trust, work: string): Promise<HostedRegion> {
  const name = regionOf(region)?.name ?? region;
  const instance: InstanceInfo = { code: region, kind: 'region', name, authority: authorityOf(region), timeZone: 'Europe/Paris' };
  const identity = await openIdentity(await newIdentityKeys(), region, Date.now);
  const [stopping, closing] = [new AbortController(), [] as Closing[]];
  const [addresses, journals] = [new Map<string, string>(), new Map<RegionService, Journal>()];
  for (const service of regionServices) {
    const journal = await openEmbeddedJournal({ file: await fileOf(data, region, service, work), newEpochId: randomUUID });
    closing.push(() => { journal.close(); });
    journals.set(service, journal);
    const heads = lateHeads(journal, join(work, service), closing);
    const server = await listen([mountFeed({ journal, heads, source: `cpom://${region}/${service}`, identity, log: silentLog }, stopping.signal)], '127.0.0.1:0');
    closing.push(() => server.stop());
    addresses.set(service, server.address);
  }
  const deps = { instance, clock: systemClock('Europe/Paris'), newId: randomUUID, log: silentLog, identity, listen: '127.0.0.1:0', addressOf: (service: string) => addresses.get(service) ?? '' };
  const gate = await startGate(deps, { trust, services: regionServices, listen: '127.0.0.1:0', programVersion: 'bench', heartbeat: 5_000 });
  return {
    peer: { code: region, name, address: gate.address },
    write: writer(region, Object.fromEntries(journals) as unknown as RegionJournals),
    stop: async () => {
      stopping.abort();
      await gate.stop();
      for (const close of closing.reverse()) await close();
    },
  };
}

export interface Host {
  readonly regions: readonly HostedRegion[];
  stop(): Promise<void>;
}

/** The 18 regions in this process, mutual TLS included. `work`: where what they write goes. */
export async function hostRegions(data: FranceData, trust: ReadonlyMap<string, Trust>, work: string): Promise<Host> {
  const hosted: HostedRegion[] = [];
  const stop = async (): Promise<void> => { for (const region of hosted) await region.stop(); };
  try {
    for (const { code } of regions) {
      const own = trust.get(code);
      if (!own) throw new Error(`no certificate for ${code}`);
      hosted.push(await hostRegion(data, code, own, join(work, code)));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { regions: hosted, stop };
}
