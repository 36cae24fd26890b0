import { expect, jest, test } from '@jest/globals';
import type { Log } from '../clock.ts';
import { quiet } from '../suites/ports-given.ts';
import { openDistributedBus } from './bus.ts';
import { BrokersAway, onceThere } from './bus-start.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { retriable: true });
/** What kafkajs throws when its own tries are over: for good by itself, but not by its cause. */
const givenUp = Object.assign(new Error('retries exceeded', { cause: refused }), { retriable: false });
const wrongPassword = Object.assign(new Error('SASL authentication failed'), { retriable: false });
/** kafkajs holds a fault of the connection for one that may pass, whatever it is. */
const untrusted = Object.assign(new Error('retries exceeded', { cause: Object.assign(new Error('self-signed certificate'), { retriable: true, code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }), { retriable: false });
const brokers = ['127.0.0.1:9'];

/** Fails with each of these in turn, then succeeds. */
function begins(...faults: readonly Error[]) {
  let tries = 0;
  const begin = (): Promise<void> => {
    const fault = faults[tries];
    tries += 1;
    return fault ? Promise.reject(fault) : Promise.resolve();
  };
  return { begin, tries: () => tries };
}

test('given brokers that are away for a moment, when a bus begins, then it waits for them and says so once', async () => {
  const { begin, tries } = begins(refused, givenUp);
  const warn = jest.fn();
  await onceThere(begin, { brokers, log: { ...quiet, warn } as unknown as Log });
  expect(tries()).toBe(3);
  expect(warn).toHaveBeenCalledTimes(1);
});

test.each([['a wrong password', wrongPassword], ['a certificate that is not trusted', untrusted]])('given %s, when a bus begins, then it is refused at once', async (_what, fault) => {
  const { begin, tries } = begins(fault);
  await expect(onceThere(begin, { brokers, log: quiet })).rejects.toBe(fault);
  expect(tries()).toBe(1);
});

test('given an address where nobody listens, when a bus is opened, then the fault names it and what to look at', async () => {
  const opening = openDistributedBus({ brokers, prefix: 'test.', topics: [], startPatience: 10, log: quiet });
  await expect(opening).rejects.toThrow(BrokersAway);
  await expect(opening).rejects.toThrow(/127\.0\.0\.1:9 .*KAFKA_BROKERS.*ECONNREFUSED/);
}, 30_000);
