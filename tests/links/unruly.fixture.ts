import type { Bus, BusMessage } from '@cpom/platform';
import type { ServiceDeps } from '@cpom/service';
import { randomOf, type Random } from '../../libs/testing/src/france/random.ts';

const times = 5;

/** Five readings of a batch at once: each keeps the order of each key, and nothing else is in order. */
export function fiveTimes(batch: readonly BusMessage[], random: Random): BusMessage[] {
  const readings = Array.from({ length: times }, () => [...Map.groupBy(batch, ({ topic, key }) => `${topic} ${key}`).values()].map((one) => [...one])).flat();
  const told: BusMessage[] = [];
  for (let left = readings.filter(({ length }) => length > 0); left.length > 0; left = left.filter(({ length }) => length > 0)) {
    const next = random.pick(left).shift();
    if (next) told.push(next);
  }
  return told;
}

/** A bus that does what a bus may: it gives each message again, and mixes the keys. */
export const unruly = (bus: Bus, random: Random): Bus => ({
  publish: (messages) => bus.publish(messages),
  lags: () => bus.lags(),
  subscribe: (group, topics, handle) => bus.subscribe(group, topics, (batch) => handle(fiveTimes(batch, random))),
});

/** Starts a service on such a bus. */
export const onUnruly = <C, R>(start: (deps: ServiceDeps, config: C) => Promise<R>, seed: string) => (deps: ServiceDeps, config: C): Promise<R> =>
  start({ ...deps, ports: { ...deps.ports, bus: unruly(deps.ports.bus, randomOf(seed)) } }, config);
