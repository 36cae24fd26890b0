import type { Clock, Consumer, Held, State } from '@cpom/platform';
import type { Allowed, Handlers } from '@cpom/service';
import type { HeldStream, NationalServer, ReleaseHeldReply, ReleaseHeldRequest } from '@cpom/proto/national/v1/national';
import { peerOf } from '../heard/types.ts';
import { choice, pageOf } from '../paging.ts';

type Names = 'listHeld' | 'releaseHeld';

interface HeldDeps {
  readonly consumer: Consumer;
  readonly state: State;
  readonly clock: Clock;
}

const heldStream = ({ as, topic, stream, because, since, messages }: Held): HeldStream =>
  ({ as, topic, stream, region: peerOf(stream), because, since, messages: messages.length, lastType: messages.at(-1)?.event.type ?? '' });

const countOf = (held: readonly Held[], as: string): number => held.filter((one) => one.as === as).length;

/** Releases, and keeps who did it under the request's cause: the same request again answers what the first one did. */
async function release({ consumer, state, clock }: HeldDeps, { cause, topic, stream }: ReleaseHeldRequest, { actor }: Allowed): Promise<ReleaseHeldReply> {
  const key = `released:${cause}`;
  const before = await state.get<{ applied: boolean; because: string }>(key);
  if (before) return { applied: before.value.applied, because: before.value.because };
  await consumer.release(topic, stream);
  const still = (await consumer.held()).find((held) => held.topic === topic && held.stream === stream);
  const reply = { applied: still === undefined, because: still?.because ?? '' };
  await state.put(key, { ...reply, topic, stream, at: clock.now(), actor: { ...actor } });
  return reply;
}

/** The RPCs about messages that were not applied. */
export function heldHandlers(deps: HeldDeps): Pick<Handlers<NationalServer>, Names> {
  return {
    listHeld: async (request) => {
      const as = choice('as', request.as, ['all', 'waiting', 'parked', 'unknown']);
      const all = await deps.consumer.held();
      const matching = all.filter((held) => (as === 'all' || held.as === as) && (request.region === '' || peerOf(held.stream) === request.region));
      return {
        held: pageOf(matching, request).map(heldStream), total: matching.length,
        waiting: countOf(all, 'waiting'), parked: countOf(all, 'parked'), unknown: countOf(all, 'unknown'),
      };
    },
    releaseHeld: (request, allowed) => release(deps, request, allowed),
  };
}
