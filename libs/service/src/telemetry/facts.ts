import type { Append, Commit, Conflict, Journal } from '@cpom/platform';
import { lifeCounter, metering } from './instruments.ts';
import { isNew } from './journal.ts';

/** What is counted of a service's life: the name of the count for each type of event. Counts only: no name, no id, no value. */
export type CountedFacts = Readonly<Record<string, string>>;

/** A journal that counts the facts it takes, each once; the same journal when nothing watches. */
export function countingFacts(journal: Journal, counted: CountedFacts, instance: { readonly code: string }): Journal {
  if (!metering) return journal;
  const of = { 'cpom.instance': instance.code };
  const counters = new Map(Object.entries(counted).map(([type, name]) => [type, lifeCounter(name, of)]));
  function count(item: Append | undefined, outcome: Commit | Conflict): void {
    if (!item || !isNew(item, outcome)) return;
    for (const { type } of item.events) counters.get(type)?.add(1, of);
  }
  return {
    ...journal,
    append: async (item) => {
      const outcome = await journal.append(item);
      count(item, outcome);
      return outcome;
    },
    appendAll: async (items) => {
      const outcomes = await journal.appendAll(items);
      outcomes.forEach((outcome, index) => { count(items[index], outcome); });
      return outcomes;
    },
  };
}
