import type { Bus, BusMessage, HandleBatch } from '@cpom/platform';
import { randomOf, type Random } from '../../libs/testing/src/france/random.ts';
import type { Delivery } from './told.ts';

export const times = 5;
const byKey = (batch: readonly BusMessage[]): BusMessage[][] => [...Map.groupBy(batch, ({ topic, key }) => `${topic} ${key}`).values()];

/** The batch in another order: the messages of one key stay in theirs. */
export function shuffled(batch: readonly BusMessage[], random: Random): BusMessage[] {
  const queues = byKey(batch);
  const out: BusMessage[] = [];
  while (queues.length > 0) {
    const at = random.between(0, queues.length - 1);
    const next = queues[at]?.shift();
    if (next) out.push(next);
    else queues.splice(at, 1);
  }
  return out;
}

/** Gives each batch five times, each time in another order and cut elsewhere, as a broker may that never hears what was done. */
async function manyTimes(batch: readonly BusMessage[], handle: HandleBatch, random: Random): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const again = shuffled(batch, random);
    for (let at = 0; at < again.length;) {
      const size = random.between(1, again.length);
      await handle(again.slice(at, at + size));
      at += size;
    }
  }
}

/**
 * Looks at what a group is given: what is new of a key must come after all that was given of it. What is older than the first that this
 * process was given may be a repeat of what a former one was.
 */
function orderWatch(group: string, outOfOrder: (what: string) => void): (batch: readonly BusMessage[]) => void {
  const latest = new Map<string, { last: number; readonly first: number; readonly seen: Set<number> }>();
  return (batch) => {
    for (const { topic, key, event: { sequence } } of batch) {
      const name = `${topic} ${key}`;
      const known = latest.get(name) ?? { last: 0, first: sequence, seen: new Set() };
      latest.set(name, known);
      if (!known.seen.has(sequence) && sequence > known.first && sequence < known.last) outOfOrder(`${group}: ${name} gave ${sequence} after ${known.last}`);
      known.seen.add(sequence);
      known.last = Math.max(known.last, sequence);
    }
  };
}

export interface AroundBus {
  readonly seed: string;
  delivery(): Delivery;
  outOfOrder(what: string): void;
}

/** A bus whose deliveries are watched, and repeated and shuffled when asked. */
export const aroundBus = (bus: Bus, { seed, delivery, outOfOrder }: AroundBus): Bus => ({
  ...bus,
  subscribe: (group, topics, handle) => {
    const [random, watch] = [randomOf(seed, group), orderWatch(group, outOfOrder)];
    return bus.subscribe(group, topics, async (batch) => {
      watch(batch);
      await (delivery() === 'once' ? handle(batch) : manyTimes(batch, handle, random));
    });
  },
});
