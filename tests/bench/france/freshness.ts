import type { Visitor } from '../visitor.ts';
import type { EngineName } from './engines.ts';
import type { Host, HostedRegion } from './host.ts';
import { pause } from './tell.ts';

/** Every region commits once a second; one commit in three is followed to the nation. */
const [followedOneIn, givenUpAfter] = [3, 30_000];
/** Milliseconds between two looks: what is told is too long by half of it, never too short. Looks that are many for the bar would be a load of their own. */
const lookEvery: Readonly<Record<EngineName, number>> = { embedded: 10, distributed: 100 };

const until = (at: number): Promise<void> => pause(Math.max(0, at - performance.now()));

/** Writes, then asks the national API until it is there; the clock starts when the region has acknowledged. */
async function writeAndSee({ peer: { code }, write }: HostedRegion, watcher: Visitor, every: number | undefined): Promise<number | undefined> {
  const id = await write();
  const acknowledged = performance.now();
  if (every === undefined) return undefined;
  do {
    if (performance.now() - acknowledged > givenUpAfter) throw new Error(`contract ${id} did not reach the nation in ${givenUpAfter / 1_000} s`);
    // Asking without a pause would be a load of its own.
    await pause(every);
  } while ((await watcher.get(`/api/v1/contracts/${code}/${encodeURIComponent(id)}`)).status !== 200);
  return performance.now() - acknowledged;
}

/** Commits in all regions for so many seconds, spread over each second; gives how long the followed ones took. */
export async function writing({ regions }: Host, watchers: readonly Visitor[], seconds: number, engine: EngineName): Promise<readonly number[]> {
  const from = performance.now();
  const seen: Promise<number | undefined>[] = [];
  for (let n = 0; n < seconds * regions.length; n += 1) {
    await until(from + (n * 1_000) / regions.length);
    const [region, watcher] = [regions[n % regions.length], watchers[n % watchers.length]];
    // Eighteen is a multiple of three: moved by one each second, so that each region is followed in its turn.
    if (region && watcher) seen.push(writeAndSee(region, watcher, (n + Math.floor(n / regions.length)) % followedOneIn === 0 ? lookEvery[engine] : undefined));
  }
  return (await Promise.all(seen)).flatMap((time) => time ?? []);
}
