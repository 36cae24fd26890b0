import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { largestMessage } from '../appends.ts';
import type { BusMessage, CloudEvent } from '../ports/bus.ts';

const named = ['id', 'source', 'type', 'subject', 'time'] as const;
const specVersion = '1.0';

/** A CloudEvent in Kafka's binary mode: attributes in headers, the payload's bytes as they are. */
export const toRecord = ({ key, event, payload }: BusMessage): Message => ({
  key,
  value: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
  headers: {
    'ce_specversion': specVersion,
    'content-type': 'application/protobuf',
    ...Object.fromEntries(named.map((name) => [`ce_${name}`, event[name]])),
    'ce_sequence': String(event.sequence),
    ...(event.traceparent === undefined ? {} : { 'ce_traceparent': event.traceparent }),
  },
});

/** About how many bytes a message takes on the wire. */
export const sizeOf = ({ key, event, payload }: BusMessage): number =>
  payload.byteLength + key.length + 200 + named.reduce((sum, name) => sum + event[name].length, 0);

function text(headers: IHeaders, name: string): string | undefined {
  const value = headers[name];
  const one = Array.isArray(value) ? value[0] : value;
  return one === undefined ? undefined : one.toString();
}

function readEvent(headers: IHeaders): CloudEvent | string {
  const version = text(headers, 'ce_specversion');
  if (version !== specVersion) return version === undefined ? 'not a CloudEvent: ce_specversion is missing' : `ce_specversion is ${version.slice(0, 20)}, not ${specVersion}`;
  const missing = named.find((name) => !text(headers, `ce_${name}`));
  if (missing !== undefined) return `ce_${missing} is missing`;
  const sequence = Number(text(headers, 'ce_sequence') || Number.NaN);
  if (!Number.isSafeInteger(sequence) || sequence < 0) return 'ce_sequence is not a number of a version';
  const of = (name: (typeof named)[number]): string => text(headers, `ce_${name}`) ?? '';
  const traceparent = text(headers, 'ce_traceparent');
  return { id: of('id'), source: of('source'), type: of('type'), subject: of('subject'), time: of('time'), sequence, ...(traceparent === undefined ? {} : { traceparent }) };
}

/** The message in a record of a topic, or why it is none of ours. */
export function fromRecord(topic: string, { key, value, headers }: Pick<KafkaMessage, 'key' | 'value' | 'headers'>): BusMessage | string {
  if (key === null || key.length === 0) return 'it has no key';
  if (value === null) return 'it has no payload: a deletion, which nobody here makes';
  if (value.byteLength > largestMessage) return `its payload of ${value.byteLength} bytes is larger than ${largestMessage}`;
  const event = readEvent(headers ?? {});
  return typeof event === 'string' ? event : { topic, key: key.toString(), event, payload: value };
}
