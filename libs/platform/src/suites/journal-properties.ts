import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cursorOf, isConflict, type Append, type Commit, type Conflict, type Journal } from '../ports/index.ts';
import { committed, event, follow, item, readAll, tombstone, type JournalUnderTest } from './journal-given.ts';

/** One append of a round: how far its expected version is from the one at the start of the round. */
interface Try {
  readonly stream: string;
  readonly cause: string;
  readonly off: number;
  readonly events: number;
}

const streams = ['contract-1', 'contract-2', 'contract-3'];
const causes = Array.from({ length: 12 }, (_, index) => `c${index}`);
const aTry: fc.Arbitrary<Try> = fc.record({
  stream: fc.constantFrom(...streams),
  cause: fc.constantFrom(...causes),
  off: fc.constantFrom(0, 0, 0, -1, 1, 2),
  events: fc.integer({ min: 1, max: 3 }),
});
/** Rounds of appends made at once: some singly, some as a group. */
const aRound = fc.record({ singly: fc.array(aTry, { maxLength: 8 }), grouped: fc.array(aTry, { maxLength: 5 }), restart: fc.boolean() });

interface Done {
  readonly item: Append;
  readonly outcome: Commit | Conflict;
}

async function versionsOf(journal: Journal): Promise<Map<string, number>> {
  const versions = await Promise.all(streams.map(async (stream): Promise<[string, number]> => [stream, (await readAll(journal, stream)).length]));
  return new Map(versions);
}

async function runRound(journal: Journal, singly: readonly Try[], grouped: readonly Try[]): Promise<Done[]> {
  const versions = await versionsOf(journal);
  const toItem = ({ stream, cause, off, events }: Try): Append =>
    item(stream, Math.max(0, (versions.get(stream) ?? 0) + off), cause, { events: Array.from({ length: events }, (_, n) => event(`E${n}`, `${cause} ${n}`)) });
  const [one, many] = [singly.map(toItem), grouped.map(toItem)];
  const [outcomes, group] = await Promise.all([Promise.all(one.map((append) => journal.append(append))), journal.appendAll(many)]);
  return [...one, ...many].map((append, index) => ({ item: append, outcome: present([...outcomes, ...group][index]) }));
}

function present(outcome: Commit | Conflict | undefined): Commit | Conflict {
  if (!outcome) throw new Error('an append without outcome');
  return outcome;
}

/** Each cause made one commit, the same for all who asked; conflicts were true. */
function checkOutcomes(done: readonly Done[], history: readonly Commit[]): void {
  const key = (of: { stream: string; cause: string }): string => `${of.stream} ${of.cause}`;
  const made = new Map(history.map((commit) => [key(commit), commit]));
  expect(made.size).toBe(history.length);
  for (const { item: asked, outcome } of done) {
    if (isConflict(outcome)) expect(outcome.actualVersion).not.toBe(asked.expectedVersion);
    else expect(made.get(key(asked))).toEqual(outcome);
  }
  const acknowledged = new Set(done.flatMap(({ outcome }) => (isConflict(outcome) ? [] : [outcome.position])));
  expect(acknowledged.size).toBe(history.length);
}

/** Positions and versions without a gap; streams are what the commits say; any cursor continues; the chain holds. */
async function checkHistory(journal: Journal, history: readonly Commit[], limit: number): Promise<void> {
  expect(history.map(({ position }) => position)).toEqual(history.map((_, index) => index + 1));
  expect(await follow(journal, limit)).toEqual(history);
  for (const stream of streams) {
    const facts = history.filter((commit) => commit.stream === stream).flatMap((commit) => commit.facts);
    expect(facts.map(({ version }) => version)).toEqual(facts.map((_, index) => index + 1));
    expect(await readAll(journal, stream)).toEqual(facts);
  }
  const head = await journal.head();
  expect(head).toMatchObject({ position: history.length, hash: history.at(-1)?.hash ?? '' });
  expect((await journal.verify(head)).faults).toEqual([]);
}

async function within(open: () => Promise<JournalUnderTest>, work: (given: JournalUnderTest) => Promise<void>): Promise<void> {
  const given = await open();
  await work(given).finally(() => given.close());
}

export function concurrency(open: () => Promise<JournalUnderTest>, share: number): void {
  const numRuns = (most: number): { numRuns: number } => ({ numRuns: Math.ceil(most * share) });
  test('appends at once leave one history without a gap, each cause once, and true conflicts', async () => {
    const rounds = fc.array(aRound, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(rounds, fc.integer({ min: 1, max: 7 }), (plan, limit) =>
        within(open, async (given) => {
          let { journal } = given;
          const done: Done[] = [];
          for (const { singly, grouped, restart } of plan) {
            done.push(...(await runRound(journal, singly, grouped)));
            if (restart) journal = await given.reopen();
          }
          const history = await journal.after(undefined, 1000);
          checkOutcomes(done, history);
          await checkHistory(journal, history, limit);
        }),
      ),
      numRuns(25),
    );
  });

  test('of many who write the same version of a stream, exactly one does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 12 }), (writers) =>
        within(open, async ({ journal }) => {
          const all = Array.from({ length: writers }, (_, index) => journal.append(item('contract-1', 0, `c${index}`)));
          const outcomes = await Promise.all(all);
          expect(outcomes.filter((outcome) => !isConflict(outcome))).toHaveLength(1);
        }),
      ),
      numRuns(8),
    );
  });

  test('a follower that reads while others write gets every commit once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 8 }), (sizes) =>
        within(open, async ({ journal }) => {
          const writing = Promise.all(sizes.map((size, n) => journal.appendAll(Array.from({ length: size }, (_, index) => item(`s-${n}-${index}`, 0, 'c')))));
          const early = await follow(journal, 2);
          await writing;
          const { epoch } = await journal.head();
          const last = early.at(-1);
          const late = await follow(journal, 3, last && cursorOf(epoch, last));
          expect([...early, ...late]).toEqual(await journal.after(undefined, 1000));
        }),
      ),
      numRuns(10),
    );
  });

  test('whatever is erased, the rest reads as before and the chain holds', async () => {
    const marks = fc.array(fc.record({ text: fc.string(), eraseText: fc.boolean(), eraseMessage: fc.boolean() }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(marks, (plan) =>
        within(open, async ({ journal }) => {
          const made = (await journal.appendAll(plan.map(({ text }, n) => item(`s-${n}`, 0, 'c', { events: [event('E', text)] })))).map(committed);
          for (const [n, { eraseText, eraseMessage }] of plan.entries()) {
            if (eraseText) await journal.erase({ part: 'text', stream: `s-${n}`, version: 1 }, tombstone);
            if (eraseMessage) await journal.erase({ part: 'messages', stream: `s-${n}`, upTo: 1 }, tombstone);
          }
          const now = await follow(journal, 3);
          expect(now.map(({ hash }) => hash)).toEqual(made.map(({ hash }) => hash));
          expect(now.map((commit) => commit.facts[0]?.event.text)).toEqual(plan.map(({ text, eraseText }) => (eraseText ? undefined : { comment: text })));
          expect(now.map((commit) => commit.messages[0]?.payload.length === 0)).toEqual(plan.map(({ eraseMessage }) => eraseMessage));
          const erased = plan.flatMap(({ eraseText, eraseMessage }) => [eraseText, eraseMessage]).filter(Boolean).length;
          expect(await journal.verify(await journal.head())).toMatchObject({ commits: plan.length, erased, faults: [] });
        }),
      ),
      numRuns(15),
    );
  });
}
