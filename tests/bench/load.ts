import { randomUUID } from 'node:crypto';
import type { Visitor } from './visitor.ts';

/** One page asked: how long from the moment it was due, so that a queue counts too. */
export interface Asked {
  readonly page: string;
  readonly milliseconds: number;
  readonly status: number;
}

export interface Target {
  readonly visitor: Visitor;
  readonly path: string;
  /** How the figure names it. */
  readonly name: string;
}

const untilTime = (at: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, Math.max(0, at - performance.now())); });

/** Asks for pages at a fixed pace, whether or not the earlier ones were answered (an open loop), for so many seconds. */
export async function openLoop(targets: readonly Target[], perSecond: number, seconds: number): Promise<readonly Asked[]> {
  const from = performance.now();
  const asked: Promise<Asked>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const due = from + (n * 1_000) / perSecond;
    await untilTime(due);
    const { visitor, path, name } = targets[n % targets.length] ?? { visitor: undefined, path: '', name: '' };
    if (visitor) asked.push(visitor.get(path).then(({ status }) => ({ page: name, status, milliseconds: performance.now() - due })));
  }
  return Promise.all(asked);
}

/** One commit in a region, and how long until the nation's API could read it. */
export interface Fresh {
  readonly milliseconds: number;
}

/** Milliseconds between two looks: a freshness is told too long by half of it, and never too short. */
const lookEvery = 10;

/** Records a contract in preparation, then asks the nation until it is there. The clock starts at the region's acknowledgement. */
async function commitAndSee(region: Visitor, nation: Visitor, code: string, look: boolean): Promise<Fresh | undefined> {
  const cause = randomUUID();
  const heading = { reference: `bench-${cause}`, title: 'Mesure', shape: 'individual' };
  const answer = await region.send('POST', '/api/v1/contracts', { heading }, { 'idempotency-key': cause });
  if (answer.status >= 300) throw new Error(`the commit was refused: ${answer.status} ${answer.body.slice(0, 300)}`);
  const acknowledged = performance.now();
  const { id } = JSON.parse(answer.body) as { id: string };
  if (!look) return undefined;
  while ((await nation.get(`/api/v1/contracts/${code}/${encodeURIComponent(id)}`)).status !== 200) {
    // Asking without a pause would be a load of its own, several times that of the pages.
    await untilTime(performance.now() + lookEvery);
    if (performance.now() - acknowledged > 10_000) throw new Error(`contract ${id} did not reach the nation in 10 s`);
  }
  return { milliseconds: performance.now() - acknowledged };
}

/** Commits at a fixed pace in one region; every so many is followed to the nation. */
export async function commits(region: Visitor, nation: Visitor, code: string, perSecond: number, seconds: number): Promise<readonly Fresh[]> {
  const from = performance.now();
  const seen: Promise<Fresh | undefined>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    await untilTime(from + (n * 1_000) / perSecond);
    seen.push(commitAndSee(region, nation, code, n % 3 === 0));
  }
  return (await Promise.all(seen)).flatMap((fresh) => fresh ?? []);
}
