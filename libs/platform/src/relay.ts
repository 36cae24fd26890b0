import type { Bus, BusMessage, Commit, Journal, Said, State } from './ports/index.ts';
import type { Log } from './clock.ts';
import { createReading, type Reached } from './reading.ts';

export interface RelayOptions {
  readonly journal: Journal;
  readonly bus: Bus;
  readonly state: State;
  readonly log: Log;
  /** `cpom://<instance>/<service>` */
  readonly source: string;
}

const toBus = (source: string, commit: Commit, said: Said): BusMessage => ({
  topic: said.topic,
  key: said.stream,
  payload: said.payload,
  event: {
    id: `${source}/${said.stream}/${said.sequence}`,
    source,
    type: said.type,
    subject: said.stream,
    time: commit.recordedAt,
    sequence: said.sequence,
    ...(commit.traceparent ? { traceparent: commit.traceparent } : {}),
  },
});

export interface Relay extends Reached {
  stop(): Promise<void>;
}

/** Says on the instance's bus what each commit says inside the instance: at least once, in the order of the commits. A reading of its own: a bus that is away holds back nobody else. */
export async function startRelay({ journal, bus, state, log, source }: RelayOptions): Promise<Relay> {
  const reading = createReading('relay', { journal, state, log });
  const reader = await reading.add({
    name: 'relay',
    handle: async (commits) => {
      const messages = commits.flatMap((commit) =>
        commit.messages.filter((said) => said.audience === 'instance' && !said.erased).map((said) => toBus(source, commit, said)));
      if (messages.length > 0) await bus.publish(messages);
    },
    reset: () => Promise.resolve(),
  });
  return { ...reader, stop: reading.stop };
}
