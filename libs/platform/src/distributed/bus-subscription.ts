import type { HandleBatch, Subscription } from '../ports/bus.ts';
import { startMember, type ConsumerOptions } from './bus-consumer.ts';
import { createHandling, type RefusedRecord } from './bus-handle.ts';
import type { Offsets } from './bus-offsets.ts';
import { createReach } from './bus-reach.ts';
import { makeRest, type Pauses } from './bus-rest.ts';

/** What a subscription works with; names are those among the brokers. */
export interface SubscriptionParts extends Omit<ConsumerOptions, 'eachBatch'> {
  readonly offsets: Offsets;
  readonly nameOf: (topic: string) => string;
  readonly handle: HandleBatch;
  readonly pauses: Pauses;
  onFault(fault: unknown): void;
  onRefused(refused: RefusedRecord): void;
}

/** Handles what the group has not handled yet, then what comes. */
export async function startSubscription(parts: SubscriptionParts): Promise<Subscription> {
  const { group } = parts;
  const rest = makeRest(parts.pauses);
  const reach = createReach(parts);
  let stopped = false;
  const eachBatch = createHandling({
    ...parts,
    isStopped: () => stopped,
    rest: (failures) => rest.afterFailure(failures),
    advance: (partition, next) => { reach.advance(partition, next); },
  });
  const member = await startMember({ ...parts, eachBatch });
  return {
    caughtUp: () => (stopped ? Promise.reject(new Error(`the subscription of ${group} was stopped`)) : reach.caughtUp()),
    stop: async () => {
      stopped = true;
      rest.end();
      await member.stop();
      reach.giveUp(new Error(`the subscription of ${group} was stopped`));
    },
  };
}
