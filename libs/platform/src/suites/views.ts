import { afterAll, beforeAll, describe } from '@jest/globals';
import type { ViewsUnderTest } from './views-given.ts';
import { agreeing } from './views-properties.ts';
import { querying } from './views-queries.ts';
import { declaring, storing } from './views-rows.ts';

export type { ViewsUnderTest } from './views-given.ts';

/** What every adapter of the Views promises. One opening serves the whole suite; `runs` is how many cases a property tries. */
export function viewsSuite(name: string, open: () => Promise<ViewsUnderTest>, runs = 60): void {
  describe(`views, ${name}`, () => {
    let current: ViewsUnderTest | undefined;
    const given = (): ViewsUnderTest => {
      if (!current) throw new Error('only within a test');
      return current;
    };
    beforeAll(async () => {
      current = await open();
    });
    afterAll(async () => current?.close());
    describe('rows', () => storing(given));
    describe('declarations', () => declaring(given));
    describe('queries', () => querying(given));
    describe('whatever is asked', () => agreeing(given, runs));
  });
}
