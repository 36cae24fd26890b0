import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DomainEvent } from '@cpom/kernel';
import { cursorOf, isConflict, openEmbeddedJournal, type Append, type Commit, type Journal } from '@cpom/platform';
import { largestRegion } from '../../../libs/testing/src/france.ts';
import { cached, codeDigest } from './cache.ts';
import { journalFile, makeRegion } from './region.ts';
import { tell } from './tell.ts';

/** The journal of the limits: one service's, of so many events. */
export interface Limits {
  readonly file: string;
  readonly events: number;
  readonly commits: number;
}

/** Streams of one service (SPSTI): what can be there once more under another SIREN. */
const repeated = /^((?:submission-\d\d-\d{4}|targets)-)99(\d{7})$/;

/** The same commit for another service. What it said in public keeps its bytes: their size is what counts here. */
function again(commit: Commit, stream: string, renumber: (siren: string) => string): Append {
  const { cause, recordedAt, actor, facts, messages } = commit;
  const events = facts.map(({ event }) => ('service' in event && typeof event.service === 'string' ? { ...event, service: renumber(event.service) } : event) as DomainEvent);
  return { stream, cause, recordedAt, actor, events, messages, expectedVersion: (facts[0]?.version ?? 1) - 1 };
}

/** Appends all that the source holds, its services renumbered; stops when there are enough events. */
async function repeat(source: Journal, target: Journal, round: number, enough: (added: readonly Append[]) => boolean): Promise<boolean> {
  const renumber = (siren: string): string => (round === 0 ? siren : `${9 + round}${siren.slice(2)}`);
  const { epoch } = await source.head();
  for (let commits = await source.after(undefined, 1_000); commits.length > 0;) {
    const items = commits.flatMap((commit): Append[] => {
      const [, before, siren] = repeated.exec(commit.stream) ?? [];
      if (before !== undefined) return [again(commit, `${before}${renumber(`99${siren ?? ''}`)}`, renumber)];
      return round === 0 ? [again(commit, commit.stream, renumber)] : [];
    });
    for (const outcome of await target.appendAll(items)) if (isConflict(outcome)) throw new Error(`${outcome.stream} is there already`);
    if (enough(items)) return true;
    const last = commits.at(-1);
    commits = last ? await source.after(cursorOf(epoch, last), 1_000) : [];
  }
  return false;
}

async function make(dir: string, seed: string, wanted: number): Promise<Omit<Limits, 'file'>> {
  await makeRegion({ options: { seed, years: 10 }, region: largestRegion, dir: join(dir, 'once'), newId: randomUUID });
  const source = await openEmbeddedJournal({ file: journalFile(join(dir, 'once'), 'indicators'), newEpochId: randomUUID });
  const target = await openEmbeddedJournal({ file: journalFile(dir, 'indicators'), newEpochId: randomUUID });
  const counts = { events: 0, commits: 0 };
  const enough = (items: readonly Append[]): boolean => {
    counts.commits += items.length;
    counts.events += items.reduce((sum, { events }) => sum + events.length, 0);
    return counts.events >= wanted;
  };
  try {
    for (let round = 0; !(await repeat(source, target, round, enough)); round += 1) tell(`  ${counts.events} events`);
  } finally {
    source.close();
    target.close();
  }
  return counts;
}

/** The indicators' journal of the largest region, its ten years repeated under other numbers until it holds that many events. */
export async function limits(seed: string, wanted: number): Promise<Limits> {
  tell(`A journal of ${wanted} events (made once, then kept in a temporary folder)`);
  const { dir, said } = await cached(`limits-${seed}-${wanted}-${await codeDigest()}`, (partial) => make(partial, seed, wanted));
  return { ...said, file: journalFile(dir, 'indicators') };
}
