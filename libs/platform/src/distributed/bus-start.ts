import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../clock.ts';

/** No broker answered for as long as they were waited for. */
export class BrokersAway extends Error {
  constructor(brokers: readonly string[], seconds: number, cause: unknown) {
    super(`No Kafka broker of ${brokers.join(', ')} answered within ${seconds} s: is KAFKA_BROKERS right, and do they run? The last fault: ${(cause as Error).message}`, { cause });
    this.name = 'BrokersAway';
  }
}

export interface StartOptions {
  readonly brokers: readonly string[];
  readonly startPatience?: number;
  readonly log: Log;
}

const usualPatience = 60_000;
const between = 1_000;

/** A certificate that is not trusted, or no TLS at all on the other side: the same again in a minute. */
const isUntrusted = (code: string | undefined): boolean => /CERT|SIGNATURE|ERR_TLS|ERR_SSL|EPROTO/.test(code ?? '');

/** What kafkajs gives up after its own tries says in its cause whether another one may succeed. */
function mayPass(error: unknown): boolean {
  const { retriable, code, cause } = error as { readonly retriable?: boolean; readonly code?: string; readonly cause?: unknown };
  return !isUntrusted(code) && (cause === undefined ? retriable === true : mayPass(cause));
}

/**
 * Does what begins a bus once the brokers are there: a service may be started before them, or again while they are away. What no waiting
 * mends (a wrong password, a topic that is not as it must be) rejects at once.
 */
export async function onceThere(begin: () => Promise<void>, { brokers, startPatience = usualPatience, log }: StartOptions): Promise<void> {
  const limit = Date.now() + startPatience;
  for (let tries = 1; ; tries += 1) {
    try {
      return await begin();
    } catch (error) {
      if (!mayPass(error)) throw error;
      if (Date.now() + between > limit) throw new BrokersAway(brokers, Math.round(startPatience / 1_000), error);
      if (tries === 1) log.warn({ brokers, err: error }, 'no broker answers: waiting for them');
      await pause(between);
    }
  }
}
