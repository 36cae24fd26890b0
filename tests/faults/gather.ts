import { hash } from 'node:crypto';
import type { Commit, Cursor, Journal, Ports } from '@cpom/platform';
import { decodeCursor } from '@cpom/service';
import type { Evidence, FoundCommit, FoundHeard, FoundJournal, FoundRows } from './evidence.ts';
import { foreignRegion, type Fleet, type Servers } from './fleet.ts';
import { headsOf } from './heads.ts';
import { openFound } from './open-found.ts';
import type { Ground } from './restore.ts';
import { nationRows, regionRows } from './rows.ts';

type Answers = Pick<Evidence, 'states' | 'regionRows' | 'nationRows'> & { readonly witnesses: ReadonlyMap<string, Cursor>; readonly held: readonly string[] };

/** Where the collector stands in each journal of a region: what it heard cannot be cut off unseen. */
function witnessesOf(region: string, cursor: string): (readonly [string, Cursor])[] {
  const vector = JSON.parse(cursor === '' ? '{}' : cursor) as Record<string, string>;
  return Object.entries(vector).flatMap(([service, at]) => { const found = decodeCursor(Buffer.from(at, 'base64')); return found ? [[`${region}/${service}`, found] as const] : []; });
}

/** What the running processes answer, once all is settled. */
export async function askAll({ fleet, caller, happened }: Ground): Promise<Answers> {
  const { links } = await (await caller.collector()).listLinks({});
  const states = new Map<string, { here: string; there: string }>();
  const [own, nation] = [new Map<string, FoundRows>(), new Map<string, FoundRows>()];
  for (const region of [...fleet.regions, foreignRegion]) {
    const { here } = await (await caller.collector()).compareState({ peer: region });
    states.set(region, { here, there: (await headsOf(fleet, region)).stateHash });
  }
  for (const region of fleet.regions) {
    own.set(region, await regionRows(caller, region));
    nation.set(region, await nationRows(caller, region));
  }
  const { contracts } = await nationRows(caller, foreignRegion);
  for (const id of ['earlier', 'later']) if (!contracts.has(id)) happened.troubles.push(`the nation does not show the contract « ${id} » of another version`);
  const held = await (await caller.national()).listHeld({ as: '', region: '', offset: 0, limit: 500 });
  if (held.unknown !== 1) happened.troubles.push(`the nation keeps ${held.unknown} messages of unknown types, not 1`);
  return {
    states, regionRows: own, nationRows: nation, witnesses: new Map(links.flatMap(({ peer, cursor }) => witnessesOf(peer, cursor))),
    held: held.held.filter(({ as }) => as !== 'unknown').map(({ as, stream, because }) => `nation/national: ${stream} is ${as}: ${because}`),
  };
}

const foundCommit = ({ position, stream, cause, facts }: Commit): FoundCommit => ({
  position, stream, cause, from: (facts[0]?.version ?? 0) - 1, version: facts.at(-1)?.version ?? 0,
  events: facts.map(({ event }) => `${event.type} ${hash('sha256', JSON.stringify(event)).slice(0, 16)}`),
});

async function* commitsOf(journal: Journal): AsyncGenerator<Commit> {
  for (let at: Cursor | undefined; ;) {
    const page = await journal.after(at, 500);
    const [last, { epoch }] = [page.at(-1), await journal.head()];
    yield* page;
    if (!last) return;
    at = { epoch, position: last.position, hash: last.hash };
  }
}

const heardIn = (commit: Commit): FoundHeard[] => commit.facts.flatMap(({ event }): FoundHeard[] => {
  const { type, peer, peerStream: stream, sequence, heardSequence, rewoundFrom } = event as { type: string; peer: string; peerStream: string; sequence: number; heardSequence: number; rewoundFrom?: number };
  if (type === 'Heard') return [{ peer, stream, sequence, kind: rewoundFrom === undefined ? 'heard' : 'rewound' }];
  return type === 'Withdrawn' ? [{ peer, stream, sequence: heardSequence, kind: 'withdrawn' }] : [];
});

interface Read { readonly journal: FoundJournal; readonly heard: readonly FoundHeard[]; readonly held: readonly string[]; readonly said: ReadonlyMap<string, number> }

async function read(name: string, { journal, state }: Ports, witness: Cursor | undefined): Promise<Read> {
  const [commits, heard, said]: [FoundCommit[], FoundHeard[], Map<string, number>] = [[], [], new Map()];
  for await (const commit of commitsOf(journal)) {
    commits.push(foundCommit(commit));
    heard.push(...heardIn(commit));
    for (const { audience, topic, stream, sequence } of commit.messages) if (audience === 'instance') said.set(`${topic} ${stream}`, sequence);
  }
  const { faults } = await journal.verify(witness);
  const held = (await state.list<{ as: string; because: string }>('held:')).filter(({ value }) => value.as !== 'unknown');
  return { heard, said, held: held.map(({ key, value }) => `${name}: ${key} is ${value.as}: ${value.because}`), journal: { name, commits, witnessed: witness !== undefined, faults: faults.map(({ position, message }) => `${position}: ${message}`) } };
}

const journalsOf = (code: string): readonly string[] => (code === 'nation' ? ['directory', 'collector'] : ['directory', 'contracts', 'indicators']);

/** What a new group is given of each key, beside what the journals say of it. */
async function busOf(code: string, found: Awaited<ReturnType<typeof openFound>>, said: ReadonlyMap<string, number>): Promise<Evidence['buses']> {
  const given = new Map<string, number[]>();
  const subscription = await found.bus.subscribe(`faults-${Date.now()}`, found.topics, (batch) => {
    for (const { topic, key, event: { sequence } } of batch) given.set(`${topic} ${key}`, [...(given.get(`${topic} ${key}`) ?? []), sequence]);
    return Promise.resolve();
  });
  await subscription.caughtUp();
  await subscription.stop();
  return [...said].map(([name, last]) => ({ name: `${code} bus ${name}`, given: given.get(name) ?? [], said: last }));
}

/** Reads what was kept, once the processes have ended. */
export async function readAll(fleet: Fleet, servers: Servers | undefined, witnesses: Answers['witnesses']): Promise<Pick<Evidence, 'journals' | 'heard' | 'held' | 'buses'>> {
  const [reads, buses]: [Read[], Evidence['buses'][number][]] = [[], []];
  for (const code of ['nation', ...fleet.regions]) {
    const found = await openFound(fleet, servers, code);
    const own: Read[] = [];
    for (const service of journalsOf(code)) own.push(await read(`${code}/${service}`, await found.ports(service), witnesses.get(`${code}/${service}`)));
    buses.push(...await busOf(code, found, new Map(own.flatMap(({ said }) => [...said]))));
    await found.close();
    reads.push(...own);
  }
  return { journals: reads.map(({ journal }) => journal), heard: reads.flatMap(({ heard }) => heard), held: reads.flatMap(({ held }) => held), buses };
}
