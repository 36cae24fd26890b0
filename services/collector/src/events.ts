import type { Clock } from '@cpom/platform';
import type { FeedBatch } from '@cpom/proto/feed/v1/feed';
import { delayMeter, gauged, serviceGauge, type CountedFacts } from '@cpom/service';
import type { Peer } from './config.ts';
import type { Link } from './link.ts';

/** What is counted of what the peers say. */
export const hearingLife: CountedFacts = { Heard: 'cpom.feed.heard', Withdrawn: 'cpom.feed.withdrawn', RefillCompleted: 'cpom.feed.refills' };

const age = serviceGauge('cpom.feed.age', 's', 'Time since all that the peer had said was known to be here');
const following = serviceGauge('cpom.feed.following', '{state}', 'Whether the peer is followed now: 1 or 0');
const delay = delayMeter('cpom.feed.delay', 'Time from the commit in the peer until it is durable here');

/** Tells how late each message of a batch came. By the clocks of two machines: what is negative counts as nothing. */
export function heardAfter(peer: Peer, { messages }: FeedBatch, clock: Clock): void {
  delay(messages.map(({ time }) => time), Date.parse(clock.now()), { 'cpom.peer': peer.code });
}

/** Shows how each link stands; gives the way to stop. */
export const observeLinks = (followed: readonly { readonly peer: Peer; readonly link: Link }[], instance: { readonly code: string }, clock: Clock): (() => void) =>
  gauged([age, following], (tell) => {
    for (const { peer, link } of followed) {
      const { state, progress: { completeAt } } = link.status();
      const of = { 'cpom.instance': instance.code, 'cpom.peer': peer.code };
      tell(following, state === 'following' ? 1 : 0, of);
      if (completeAt !== '') tell(age, Math.max(0, (Date.parse(clock.now()) - Date.parse(completeAt)) / 1_000), of);
    }
  });
