import { afterEach, beforeEach, describe } from '@jest/globals';
import { appending } from './journal-append.ts';
import { erasing } from './journal-erase.ts';
import type { JournalUnderTest } from './journal-given.ts';
import { concurrency } from './journal-properties.ts';
import { reading } from './journal-read.ts';
import { verifying } from './journal-verify.ts';

export type { JournalUnderTest, Tamper } from './journal-given.ts';

/** What every adapter of the Journal promises. `open` gives an empty journal on a storage of its own, each time; `share` is how much of the cases a property tries. */
export function journalSuite(name: string, open: () => Promise<JournalUnderTest>, share = 1): void {
  describe(`journal, ${name}`, () => {
    let current: JournalUnderTest | undefined;
    const given = (): JournalUnderTest => {
      if (!current) throw new Error('only within a test');
      return current;
    };
    beforeEach(async () => {
      current = await open();
    });
    afterEach(async () => current?.close());
    describe('append', () => appending(given));
    describe('read', () => reading(given));
    describe('erase', () => erasing(given));
    describe('verify', () => verifying(given));
    describe('whatever happens at once', () => concurrency(open, share));
  });
}
