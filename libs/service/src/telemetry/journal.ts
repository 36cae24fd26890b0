import type { Attributes } from '@opentelemetry/api';
import { isConflict, traced, tracedIn, traceparentNow, type Append, type Commit, type Conflict, type Journal } from '@cpom/platform';
import { instruments } from './instruments.ts';

type Outcome = Commit | Conflict;

/** The trace goes on from the commit: what is said in it carries this for ever. */
function carrying(item: Append): Append {
  const traceparent = item.traceparent ?? traceparentNow();
  return traceparent ? { ...item, traceparent } : item;
}

/** A repeat is answered by the commit that it made the first time: it is not a new one. */
export const isNew = (item: Append, outcome: Outcome): outcome is Commit => !isConflict(outcome) && outcome.recordedAt === item.recordedAt;

function count(items: readonly Append[], outcomes: readonly Outcome[], of: Attributes): void {
  const made = items.filter((item, index) => { const outcome = outcomes[index]; return outcome !== undefined && isNew(item, outcome); }).length;
  const conflicts = outcomes.filter(isConflict).length;
  instruments.commits.add(made, of);
  instruments.conflicts.add(conflicts, of);
}

async function timed<T>(of: Attributes, write: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await write();
  } finally {
    instruments.appends.record((performance.now() - started) / 1_000, of);
  }
}

const typesOf = (items: readonly Append[]): string[] => [...new Set(items.flatMap(({ events }) => events.map(({ type }) => type)))].slice(0, 10);

/** A journal whose appends are seen: a span each, which the commit's messages then carry on; commits, conflicts and time counted. */
export function observedJournal(journal: Journal, of: Attributes): Journal {
  count([], [], of);
  const work = (items: readonly Append[]) => ({ name: 'journal append', attributes: { ...of, 'cpom.event.types': typesOf(items) } });
  const write = (items: readonly Append[]): Promise<readonly Outcome[]> => timed(of, async () => {
    const outcomes = await journal.appendAll(items.map(carrying));
    count(items, outcomes, of);
    return outcomes;
  });
  return {
    ...journal,
    append: (item) => traced(work([item]), () => timed(of, async () => {
      const outcome = await journal.append(carrying(item));
      count([item], [outcome], of);
      return outcome;
    })),
    appendAll: (items) => {
      const said = items.map(({ traceparent }) => traceparent);
      return said.some(Boolean) ? tracedIn(said, work(items), () => write(items)) : traced(work(items), () => write(items));
    },
  };
}
