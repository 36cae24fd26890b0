import { Kafka, logLevel, type KafkaConfig, type logCreator } from 'kafkajs';
import type { Log } from '../clock.ts';

/** How to reach the brokers, and as whom. */
export interface BusConnection {
  /** host:port of one or more brokers; the others are learned from them. */
  readonly brokers: readonly string[];
  /** True: the machine's authorities. Or PEM texts: `ca` of a private authority, `cert` and `key` for mutual TLS. */
  readonly tls?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string };
}

/** Milliseconds for which the same sentence is not said again: while a broker is away, each try of each consumer says two. */
const saidEvery = 10_000;
/** Different sentences remembered. */
const mostSentences = 100;

/** What a sentence of kafkajs may be about: of another broker or group it is another sentence. */
type Details = Readonly<Record<string, unknown>>;

/** Says each sentence once in a while, and with it how often it was left out since. */
export function oncePerWhile(say: (details: Details, message: string) => void, now: () => number): (details: Details, message: string) => void {
  const said = new Map<string, { at: number; leftOut: number }>();
  return (details, message) => {
    const sentence = JSON.stringify([message, details['broker'], details['groupId']]);
    const before = said.get(sentence);
    if (before && now() - before.at < saidEvery) {
      before.leftOut += 1;
      return;
    }
    if (said.size >= mostSentences) said.clear();
    said.set(sentence, { at: now(), leftOut: 0 });
    say(before?.leftOut ? { ...details, leftOut: before.leftOut } : details, message);
  };
}

/** kafkajs calls errors what it then mends by itself: these are warnings here. What an answer refuses is told to who asked. */
function quieter(log: Log): logCreator {
  const warn = oncePerWhile((details, message) => { log.warn(details, message); }, () => performance.now());
  return () => ({ namespace, level, log: { message, stack: _stack, timestamp: _timestamp, logger: _logger, ...details } }) => {
    if (level <= logLevel.WARN && !message.startsWith('Response ')) warn({ kafka: namespace, ...details }, message);
  };
}

const secured = ({ tls, sasl }: BusConnection): Pick<KafkaConfig, 'ssl' | 'sasl'> => ({
  ...(tls ? { ssl: tls === true ? true : { ...tls } } : {}),
  ...(sasl ? { sasl: sasl.mechanism === 'plain' ? { ...sasl, mechanism: 'plain' } : sasl.mechanism === 'scram-sha-256' ? { ...sasl, mechanism: 'scram-sha-256' } : { ...sasl, mechanism: 'scram-sha-512' } } : {}),
});

/** A client of the brokers; it connects when it is used. */
export const busClient = (connection: BusConnection, log: Log): Kafka => new Kafka({
  clientId: 'cpom',
  brokers: [...connection.brokers],
  ...secured(connection),
  connectionTimeout: 3_000,
  requestTimeout: 15_000,
  retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 },
  logLevel: logLevel.WARN,
  logCreator: quieter(log),
});
