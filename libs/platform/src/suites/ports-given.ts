import { randomUUID } from 'node:crypto';
import type { Actor, DomainEvent, Fact, Instant } from '@cpom/kernel';
import { Refusal } from '@cpom/kernel';
import type { Clock, Log } from '../clock.ts';
import type { BusMessage, Message, Ports } from '../ports/index.ts';
import type { Projection } from '../project.ts';
import type { Aggregate } from '../run.ts';

/** All the ports of one service that an adapter opened; each suite takes fresh ones. */
export interface PortsUnderTest {
  ports: Ports;
  /** Lets go of everything and opens the same again, as after a restart. */
  reopen(): Promise<Ports>;
  close(): Promise<void>;
}

export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const somebody: Actor = { actorId: 'somebody', role: 'dreets-agent', organisation: 'dreets-24' };

/** A clock that says a later moment at each reading. */
export function ticking(from = Date.parse('2026-03-02T08:00:00.000Z')): Clock {
  let moment = from;
  return { now: () => new Date((moment += 1)).toISOString() as Instant, today: () => '2026-03-02' as ReturnType<Clock['today']> };
}

export type CounterEvent = DomainEvent & { readonly type: 'Added'; readonly amount: number };
export interface Add {
  readonly amount: number;
  /** Refused when the sum would pass it. */
  readonly limit?: number;
}

/** The smallest domain: a sum that is said in public. */
export const counter: Aggregate<number, Add, CounterEvent, unknown> = {
  initial: 0,
  evolve: (sum, { event }) => sum + event.amount,
  decide: (sum, { amount, limit }) => {
    if (limit !== undefined && sum + amount > limit) throw new Refusal('rule', `La somme dépasserait ${limit}.`);
    return amount === 0 ? [] : [{ type: 'Added', amount }];
  },
  published: (sum): readonly Message[] => [
    { topic: 'counters', type: 'test.Counter', audience: 'instance', payload: Buffer.from(String(sum)) },
    { topic: 'counters.nation', type: 'test.Counter', audience: 'nation', payload: Buffer.from(String(sum)) },
  ],
};

/** One row a counter: its sum, and how many facts made it. */
export const sums = (version = 1): Projection<Fact> => ({
  view: { name: 'sums', version, indexes: ['sum'] },
  apply: (doc, fact) => {
    const before = doc as { sum: number; facts: number } | null;
    return { sum: (before?.sum ?? 0) + (fact.event as CounterEvent).amount, facts: (before?.facts ?? 0) + 1 };
  },
});

/** A message of a counter, as the relay would say it. */
export const told = (stream: string, sequence: number, value = String(sequence), type = 'test.Counter'): BusMessage => ({
  topic: 'counters', key: stream, payload: Buffer.from(value),
  event: { id: `cpom://24/counters/${stream}/${sequence}`, source: 'cpom://24/counters', type, subject: stream, time: '2026-03-02T08:00:00.000Z', sequence },
});

export const newName = (what: string): string => `${what}-${randomUUID().slice(0, 8)}`;
