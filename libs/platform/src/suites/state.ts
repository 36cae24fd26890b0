import { afterAll, beforeAll, describe } from '@jest/globals';
import { keeping, listing, type StateUnderTest } from './state-entries.ts';

export type { StateUnderTest } from './state-entries.ts';

/** What every adapter of the State promises. One opening serves the whole suite. */
export function stateSuite(name: string, open: () => Promise<StateUnderTest>): void {
  describe(`state, ${name}`, () => {
    let current: StateUnderTest | undefined;
    const given = (): StateUnderTest => {
      if (!current) throw new Error('only within a test');
      return current;
    };
    beforeAll(async () => {
      current = await open();
    });
    afterAll(async () => current?.close());
    describe('entries', () => keeping(given));
    describe('lists', () => listing(given));
  });
}
