import { expect, test } from '@jest/globals';
import { cursorOf } from '../ports/index.ts';
import { append, committed, event, follow, item, message, readAll, type JournalUnderTest } from './journal-given.ts';

export function appending(given: () => JournalUnderTest): void {
  test('a commit holds what was given, with its place', async () => {
    const { journal } = given();
    const commit = await append(journal, item('contract-1', 0, 'c1', { traceparent: '00-ab-cd-01', events: [event('Opened', 'libre'), event('Named')] }));
    expect(commit).toMatchObject({ position: 1, stream: 'contract-1', cause: 'c1', traceparent: '00-ab-cd-01' });
    expect(commit.facts.map(({ version, event: { type, text } }) => ({ version, type, text }))).toEqual([
      { version: 1, type: 'Opened', text: { comment: 'libre' } },
      { version: 2, type: 'Named', text: undefined },
    ]);
    expect(commit.messages).toEqual([{ ...message('contract-1 after c1'), stream: 'contract-1', sequence: 2 }]);
    expect(commit.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('what a commit returned is what is read later, also after a restart', async () => {
    const { journal, reopen } = given();
    // A protobuf message whose fields all have their default is no byte at all.
    const messages = [message(''), message('é'), message('x'.repeat(50_000))];
    const commit = await append(journal, item('contract-1', 0, 'c1', { events: [event('Opened', 'é « œ » \u0000 \ud800 😀')], messages }));
    const again = await reopen();
    expect(await again.after(undefined, 10)).toEqual([commit]);
    expect(await again.caused('contract-1', 'c1')).toEqual(commit);
    expect(await readAll(again, 'contract-1')).toEqual(commit.facts);
  });

  test('a version that is not the stream’s gives a conflict that names the actual one', async () => {
    const { journal } = given();
    await append(journal, item('contract-1', 0, 'c1'));
    expect(await journal.append(item('contract-1', 0, 'c2'))).toEqual({ conflict: true, stream: 'contract-1', actualVersion: 1 });
    expect(await journal.append(item('contract-2', 3, 'c3'))).toEqual({ conflict: true, stream: 'contract-2', actualVersion: 0 });
    expect((await journal.head()).position).toBe(1);
  });

  test('the same cause again gives the first commit, whatever it expects and holds', async () => {
    const { journal, reopen } = given();
    const first = await append(journal, item('contract-1', 0, 'c1'));
    await append(journal, item('contract-1', 1, 'c2'));
    for (const expected of [0, 1, 2, 7]) expect(await journal.append(item('contract-1', expected, 'c1', { events: [event('Other')] }))).toEqual(first);
    expect(await (await reopen()).append(item('contract-1', 0, 'c1'))).toEqual(first);
  });

  test('the same cause in two streams makes two commits', async () => {
    const { journal } = given();
    const commits = [await append(journal, item('contract-1', 0, 'c1')), await append(journal, item('contract-2', 0, 'c1'))];
    expect(commits.map(({ position }) => position)).toEqual([1, 2]);
  });

  test('a cause that met a conflict may be used again', async () => {
    const { journal } = given();
    await append(journal, item('contract-1', 0, 'c1'));
    await journal.append(item('contract-1', 0, 'c2'));
    expect(await append(journal, item('contract-1', 1, 'c2'))).toMatchObject({ position: 2, cause: 'c2' });
  });

  test('appends of one group see each other: a repeat, a conflict and the next version', async () => {
    const { journal } = given();
    const group = [item('contract-1', 0, 'c1'), item('contract-1', 0, 'c1'), item('contract-1', 0, 'c2'), item('contract-1', 1, 'c3'), item('contract-2', 0, 'c1')];
    const [first, repeat, late, next, other] = await journal.appendAll(group);
    expect(repeat).toEqual(first);
    expect(late).toMatchObject({ conflict: true, actualVersion: 1 });
    expect([first, next, other].map((outcome) => committed(outcome).position)).toEqual([1, 2, 3]);
  });

  test('an append without event is refused, and nothing of its group is written', async () => {
    const { journal } = given();
    await expect(journal.append(item('contract-1', 0, 'c1', { events: [] }))).rejects.toMatchObject({ name: 'Refusal', code: 'invalid' });
    await expect(journal.appendAll([item('contract-1', 0, 'c1'), item('contract-2', 0, 'c1', { events: [] })])).rejects.toMatchObject({ code: 'invalid' });
    expect((await journal.head()).position).toBe(0);
  });

  test('a public message that no bus would carry is refused before anything is written', async () => {
    const { journal } = given();
    const payload = Buffer.alloc(4 * 1024 * 1024 + 1);
    const large = item('contract-1', 0, 'c1', { messages: [{ ...message('x'), payload }] });
    await expect(journal.append(large)).rejects.toMatchObject({ code: 'too-large' });
    expect((await journal.head()).position).toBe(0);
  });

  test('an append that cannot be stored fails alone', async () => {
    const { journal } = given();
    const impossible = { type: 'Counted', count: 1n };
    const [bad, good] = await Promise.allSettled([journal.append(item('contract-1', 0, 'c1', { events: [impossible] })), journal.append(item('contract-2', 0, 'c2'))]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
    expect(await follow(journal, 10)).toHaveLength(1);
  });

  test('a lost answer is settled by its cause', async () => {
    const { journal } = given();
    const commit = await append(journal, item('contract-1', 0, 'c1'));
    expect(await journal.caused('contract-1', 'c1')).toEqual(commit);
    expect(await journal.caused('contract-1', 'c2')).toBeUndefined();
    expect(await journal.caused('contract-2', 'c1')).toBeUndefined();
  });

  test('listeners are called after commits, once a turn, until they stop', async () => {
    const { journal } = given();
    let calls = 0;
    let woken = Promise.withResolvers<undefined>();
    const stop = journal.wake(() => {
      calls += 1;
      woken.resolve(undefined);
    });
    await journal.appendAll([item('contract-1', 0, 'c1'), item('contract-2', 0, 'c2'), item('contract-3', 0, 'c3')]);
    await woken.promise;
    expect(calls).toBe(1);
    woken = Promise.withResolvers();
    const commit = await append(journal, item('contract-1', 1, 'c4'));
    await woken.promise;
    const seen = calls;
    stop();
    await append(journal, item('contract-1', 2, 'c5'));
    const { epoch } = await journal.head();
    expect(await journal.after(cursorOf(epoch, commit), 10)).toHaveLength(1);
    expect(calls).toBe(seen);
  });
}
