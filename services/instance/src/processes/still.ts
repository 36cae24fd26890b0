import { setTimeout as pause } from 'node:timers/promises';
import type { GroupLag, Ports } from '@cpom/platform';
import type { InstanceInfo } from '@cpom/service';

/** Which topics each service hears. A group that has not begun is in no list of the brokers': it is missed by this one. */
export const hearing: Readonly<Record<InstanceInfo['kind'], Readonly<Record<string, readonly string[]>>>> = {
  region: { directory: ['contracts', 'indicators'], contracts: ['directory'], indicators: ['contracts', 'directory'] },
  // What the regions say comes at any time; nobody who loads the nation waits for it.
  nation: {},
};

/** The ports of an instance's services that keep a journal, by service. */
export type Storages = ReadonlyMap<string, Pick<Ports, 'journal' | 'state' | 'bus'>>;

const look = 200;
/** A group may answer what it heard, a moment later: only what is still for a while is still. */
const looksStill = 3;
const page = 500;

/** The topics that a journal has said something on inside its instance. */
async function topicsSaid({ journal }: Pick<Ports, 'journal'>): Promise<ReadonlySet<string>> {
  const topics = new Set<string>();
  let commits = await journal.after(undefined, page);
  while (commits.length > 0) {
    for (const { messages } of commits) for (const said of messages) if (said.audience === 'instance') topics.add(said.topic);
    const [last, { epoch }] = [commits.at(-1), await journal.head()];
    commits = last ? await journal.after({ epoch, position: last.position, hash: last.hash }, page) : [];
  }
  return topics;
}

/** The positions of the journals, or undefined while a view or a relay is behind its own. */
async function headsIfRead(storages: Storages): Promise<string | undefined> {
  const heads: string[] = [];
  for (const [service, { journal, state }] of storages) {
    const { position } = await journal.head();
    const places = await state.list<{ readonly position: number }>('cursor:');
    const behind = position > 0 && (places.length === 0 || places.some(({ value }) => value.position < position));
    if (behind) return undefined;
    heads.push(`${service} ${position}`);
  }
  return heads.join(', ');
}

const hasBegun = (lags: readonly GroupLag[], service: string, topic: string): boolean =>
  lags.some((one) => one.topic === topic && one.group.startsWith(`${service}.`));

/** Says whether every group has handled all that was said. */
async function allHeard(kind: InstanceInfo['kind'], storages: Storages): Promise<boolean> {
  const [bus] = [...storages.values()].map((ports) => ports.bus);
  const lags = (await bus?.lags()) ?? [];
  if (lags.some(({ lag }) => lag > 0)) return false;
  const silent = Object.entries(hearing[kind]).flatMap(([service, topics]) => topics.filter((topic) => !hasBegun(lags, service, topic)));
  if (silent.length === 0) return true;
  const said = await Promise.all([...storages.values()].map(topicsSaid));
  return !silent.some((topic) => said.some((topics) => topics.has(topic)));
}

/**
 * Resolves once everything committed before the call was handled by the services of an instance, wherever they run: judged from outside,
 * by their journals, the places of their readers and those of the groups. Waits for good while somebody else writes.
 */
export async function untilStill(kind: InstanceInfo['kind'], storages: Storages): Promise<void> {
  for (let [still, before]: [number, string | undefined] = [0, undefined]; still < looksStill; await pause(look)) {
    const heads = await headsIfRead(storages);
    const quiet = heads !== undefined && heads === before && await allHeard(kind, storages);
    still = quiet ? still + 1 : 0;
    before = heads;
  }
}
