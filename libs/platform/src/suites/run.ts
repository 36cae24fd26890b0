import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { createRunner, type Runner } from '../run.ts';
import { counter, newName, somebody, ticking, type Add, type PortsUnderTest } from './ports-given.ts';

/** What running a command promises, whatever the engine. */
export function runSuite(name: string, open: () => Promise<PortsUnderTest>): void {
  describe(`running commands on ${name}`, () => {
    let under: PortsUnderTest;
    let runner: Runner<number, Add, unknown>;
    beforeAll(async () => {
      under = await open();
      runner = createRunner({ journal: under.ports.journal, clock: ticking() }, counter);
    });
    afterAll(() => under.close());

    const add = (stream: string, amount: number, cause = newName('cause'), limit?: number) =>
      runner.run({ stream, cause, actor: somebody, context: {}, command: { amount, ...(limit === undefined ? {} : { limit }) } });

    test('given two callers at once, when both decide on the same version, then both happen, one after the other', async () => {
      const stream = newName('counter');
      await Promise.all(Array.from({ length: 12 }, () => add(stream, 1)));
      expect(await runner.load(stream)).toEqual({ state: 12, version: 12 });
    });

    test('given a request that was done, when it comes again, then it answers the same and changes nothing, even if the rule would now refuse it', async () => {
      const stream = newName('counter');
      const first = await add(stream, 5, 'request', 5);
      const again = await add(stream, 5, 'request', 5);
      expect([again.position, again.version]).toEqual([first.position, first.version]);
      expect((await runner.load(stream)).state).toBe(5);
    });

    test('given a rule against it, when a command is run, then nothing is written', async () => {
      const stream = newName('counter');
      await add(stream, 5);
      await expect(add(stream, 5, newName('cause'), 9)).rejects.toBeInstanceOf(Refusal);
      expect(await runner.load(stream)).toEqual({ state: 5, version: 1 });
    });

    test('given a command that changes nothing, when it is run, then it is answered without a commit', async () => {
      const stream = newName('counter');
      await add(stream, 5);
      expect(await add(stream, 0)).toMatchObject({ version: 1, state: 5 });
    });

    test('given facts learned over time, when a past moment is asked, then what was not known yet is left out', async () => {
      const stream = newName('counter');
      await add(stream, 5);
      const [fact] = await runner.facts(stream);
      await add(stream, 7);
      if (!fact) throw new Error('a fact was written');
      expect((await runner.loadAsKnown(stream, fact.recordedAt)).state).toBe(5);
    });

    test('given another writer on the journal, when this one decides on an old state, then it reads again', async () => {
      const stream = newName('counter');
      await add(stream, 1);
      const other = createRunner({ journal: under.ports.journal, clock: ticking() }, counter);
      await other.run({ stream, cause: newName('other'), actor: somebody, context: {}, command: { amount: 10 } });
      expect((await add(stream, 100)).state).toBe(111);
    });
  });
}
