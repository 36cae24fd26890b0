import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { regionOf } from '@cpom/kernel';
import { demoTrust, freePorts, openIdentity, type Identity, type InstanceInfo } from '@cpom/service';
import { identityKeys } from '../../services/instance/src/identity-keys.ts';
import { openKeyring } from '../../services/instance/src/keyring.ts';
import { makeKeys, readKeyring } from '../../services/instance/src/keys.ts';
import { serviceNames } from '../../services/instance/src/services.ts';
import { openProxy, type Proxy } from './proxy.ts';
import { supervise, type Ear, type Supervised } from './supervised.ts';
import type { Told } from './told.ts';

export type EngineName = 'embedded' | 'distributed';
/** The region that is not one: it speaks as earlier and later versions of the program do (foreign.ts). */
export const foreignRegion = '93';

/** Where the servers of the distributed engine are. */
export interface Servers { readonly mongoUrl: string; readonly kafkaBrokers: readonly string[] }

export interface FleetOptions {
  readonly engine: EngineName;
  readonly dir: string;
  readonly regions: readonly string[];
  readonly namespace: string;
  readonly servers?: Servers;
  readonly ear: Omit<Ear, 'ready'>;
  readonly restartAfter: () => number;
}

/** The processes of the nation and of the regions, and the lines between them. */
export interface Fleet extends Pick<FleetOptions, 'engine' | 'dir' | 'regions' | 'namespace'> {
  readonly processes: ReadonlyMap<string, Supervised>;
  readonly lines: ReadonlyMap<string, Proxy>;
  processesOf(instance: string): readonly Supervised[];
  /** Empty while it is not known. */
  addressOf(instance: string, service: string): string;
  /** Who can speak as the instance itself, by the clock that the instance has. */
  identityOf(instance: string): Promise<Identity>;
  clockOff(instance: string): number;
  /** Every process of an instance is told from its next start on. */
  tell(instance: string, change: Partial<Told>): void;
  /** Where the engine keeps the instance; changes when it is started from nothing. */
  namespaceOf(instance: string): string;
  beginAnew(instance: string): void;
  stop(): Promise<void>;
}

export const infoOf = (code: string): InstanceInfo => code === 'nation'
  ? { code, kind: 'nation', name: 'National', authority: 'dgt', timeZone: 'Europe/Paris' }
  : { code, kind: 'region', name: regionOf(code)?.name ?? code, authority: `dreets-${code}`, timeZone: 'Europe/Paris' };

const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
/** Apart, nobody signs in: the pages are not part of what is tried here. */
const servicesApart = (info: InstanceInfo): readonly string[] => serviceNames[info.kind].filter((service) => service !== 'gateway');

async function addressesApart(codes: readonly string[]): Promise<Map<string, string>> {
  const names = codes.flatMap((code) => servicesApart(infoOf(code)).map((service) => `${code}/${service}`));
  const ports = await freePorts(names.length);
  return new Map(names.map((name, at) => [name, `127.0.0.1:${ports[at] ?? 0}`]));
}

/** What each process of one instance is told, by its name. */
function toldOf(options: FleetOptions, code: string, lines: ReadonlyMap<string, Proxy>, apart: ReadonlyMap<string, string>): readonly (readonly [string, Told])[] {
  const { dir, engine, namespace, servers } = options;
  const info = infoOf(code);
  const peers = info.kind === 'nation' ? [...lines].map(([peer, line]) => ({ code: peer, name: infoOf(peer).name, address: line.address })) : [];
  const all: Told = { info, dir: join(dir, code), trust: join(dir, 'trust'), peers, gateListen: apart.get(`${code}/gate`) ?? '127.0.0.1:0', clockOff: 0, delivery: 'once' };
  if (engine === 'embedded' || !servers) return [[code, all]];
  const addresses = Object.fromEntries(servicesApart(info).map((service) => [service, apart.get(`${code}/${service}`) ?? '']));
  return servicesApart(info).map((service) => [`${code}/${service}`, { ...all, apart: { service, addresses, keys: join(dir, 'identity', code), namespace, ...servers } }]);
}

async function speaker({ engine, dir }: FleetOptions, code: string, now: () => number): Promise<Identity> {
  if (engine === 'embedded') return openIdentity(await identityKeys(join(dir, code, 'keys')), code, now);
  return openKeyring(await readKeyring(join(dir, 'identity', code), 'instance'), code, now);
}

/** Starts them all; they find each other when they are ready. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { dir, engine, regions, ear, restartAfter, namespace } = options;
  const codes = ['nation', ...regions];
  await demoTrust(join(dir, 'trust'), [...codes, foreignRegion]);
  for (const code of codes) if (engine === 'distributed') await makeKeys(join(dir, 'identity', code), [...servicesApart(infoOf(code)), 'instance']);
  const lines = new Map<string, Proxy>();
  for (const code of [...regions, foreignRegion]) lines.set(code, await openProxy());
  const apart = engine === 'distributed' ? await addressesApart(codes) : new Map<string, string>();
  const [addresses, offs, namespaces] = [new Map(apart), new Map<string, number>(), new Map<string, string>()];
  const ready: Ear['ready'] = (name, found) => {
    const code = name.split('/')[0] ?? '';
    for (const [service, address] of Object.entries(found)) {
      addresses.set(`${code}/${service}`, address);
      if (service === 'gate') lines.get(code)?.lead(address);
    }
  };
  const processes = new Map<string, Supervised>();
  const start = (name: string, told: Told, file: string): void => { processes.set(name, supervise({ name, program: program(file), told, ear: { ...ear, ready }, restartAfter })); };
  for (const code of codes) for (const [name, told] of toldOf(options, code, lines, apart)) start(name, told, 'child.ts');
  start(foreignRegion, { ...toldOf({ ...options, engine: 'embedded' }, foreignRegion, lines, new Map())[0]?.[1] as Told }, 'foreign.ts');
  const processesOf = (instance: string): Supervised[] => [...processes.values()].filter(({ name }) => name.split('/')[0] === instance);
  const clockOff = (instance: string): number => offs.get(instance) ?? 0;
  const tell: Fleet['tell'] = (instance, change) => {
    if (change.clockOff !== undefined) offs.set(instance, change.clockOff);
    for (const one of processesOf(instance)) one.tell(change);
  };
  return {
    engine, dir, regions, namespace, processes, lines, processesOf, clockOff, tell,
    addressOf: (instance, service) => addresses.get(`${instance}/${service}`) ?? '',
    identityOf: (instance) => speaker(options, instance, () => Date.now() + clockOff(instance)),
    namespaceOf: (instance) => namespaces.get(instance) ?? namespace,
    beginAnew: (instance) => {
      namespaces.set(instance, `${namespace}${namespaces.size + 2}`);
      for (const [name, told] of toldOf({ ...options, namespace: namespaces.get(instance) ?? namespace }, instance, lines, apart)) processes.get(name)?.tell(told);
    },
    stop: async () => {
      const outcomes = await Promise.allSettled([...processes.values()].map((one) => one.stop()));
      await Promise.all([...lines.values()].map((line) => line.close()));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
  };
}
