import { SpanKind, type Attributes } from '@opentelemetry/api';
import { tracedIn, type Bus, type BusMessage, type HandleBatch } from '@cpom/platform';
import { instruments } from './instruments.ts';

const system = { 'messaging.system': 'cpom' };
const traceparents = (batch: readonly BusMessage[]): (string | undefined)[] => batch.map(({ event }) => event.traceparent);

function perTopic(batch: readonly BusMessage[], tell: (topic: string, messages: number) => void): void {
  for (const [topic, messages] of Map.groupBy(batch, (message) => message.topic)) tell(topic, messages.length);
}

function handling(group: string, of: Attributes, handle: HandleBatch): HandleBatch {
  const ours = { ...of, ...system, 'messaging.consumer.group.name': group, 'messaging.operation.name': 'process' };
  const work = { name: `process ${group}`, kind: SpanKind.CONSUMER, attributes: { ...ours, 'messaging.operation.type': 'process' } };
  return async (batch) => {
    const started = performance.now();
    perTopic(batch, (topic, messages) => { instruments.consumed.add(messages, { ...ours, 'messaging.destination.name': topic }); });
    try {
      await tracedIn(traceparents(batch), work, () => handle(batch));
    } finally {
      instruments.processed.record((performance.now() - started) / 1_000, ours);
    }
  };
}

/** A bus as one service sees it, watched; `groups` gathers the groups that the service subscribes. */
export function observedBus(bus: Bus, of: Attributes, groups: Set<string>): Bus {
  const ours = { ...of, ...system, 'messaging.operation.name': 'send' };
  return {
    ...bus,
    publish: (messages) => {
      perTopic(messages, (topic, sent) => { instruments.sent.add(sent, { ...ours, 'messaging.destination.name': topic }); });
      const work = { name: 'send', kind: SpanKind.PRODUCER, attributes: { ...ours, 'messaging.operation.type': 'send', 'messaging.destination.name': [...new Set(messages.map(({ topic }) => topic))].join(' ') } };
      return tracedIn(traceparents(messages), work, () => bus.publish(messages));
    },
    subscribe: (group, topics, handle) => {
      groups.add(group);
      return bus.subscribe(group, topics, handling(group, of, handle));
    },
  };
}
