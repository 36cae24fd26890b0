import { afterAll, beforeAll, describe } from '@jest/globals';
import { delivering } from './bus-delivery.ts';
import type { BusUnderTest } from './bus-given.ts';
import { grouping } from './bus-groups.ts';
import { whateverHappens } from './bus-properties.ts';

export type { BusUnderTest } from './bus-given.ts';

/** What every adapter of the Bus promises. One bus serves the whole suite; `runs` is how many cases a property tries. */
export function busSuite(name: string, open: () => Promise<BusUnderTest>, runs = 20): void {
  describe(`bus, ${name}`, () => {
    let current: BusUnderTest | undefined;
    const given = (): BusUnderTest => {
      if (!current) throw new Error('only within a test');
      return current;
    };
    beforeAll(async () => {
      current = await open();
    });
    afterAll(async () => current?.close());
    describe('messages', () => delivering(given));
    describe('groups', () => grouping(given));
    describe('whatever happens', () => whateverHappens(given, runs));
  });
}
