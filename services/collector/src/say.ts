import { isConflict, type Append, type Clock, type Journal } from '@cpom/platform';
import { LinkState } from '@cpom/proto/collector/v1/events';
import { linkStream, type LinkEvent } from './contract.ts';
import { collector } from './hearing.ts';

export interface Saying {
  readonly cause: string;
  readonly event: LinkEvent;
  readonly name: string;
  readonly firstHeardAt: string;
  readonly refills: number;
}

/** Tells the instance about a link itself, once per cause. */
export async function say(journal: Journal, clock: Clock, { cause, event, name, firstHeardAt, refills }: Saying): Promise<void> {
  const stream = linkStream(event.peer);
  if (await journal.caused(stream, cause)) return;
  let version = 0;
  for await (const fact of journal.read(stream)) version = fact.version;
  const payload = LinkState.encode({ peer: event.peer, name, firstHeardAt, refills }).finish();
  const append: Append = {
    stream, cause, expectedVersion: version, recordedAt: clock.now(), actor: collector, events: [event],
    messages: [{ topic: 'collector', type: 'cpom.collector.v1.LinkState', audience: 'instance', payload }],
  };
  if (isConflict(await journal.append(append))) throw new Error(`another collector follows ${event.peer}`);
}
