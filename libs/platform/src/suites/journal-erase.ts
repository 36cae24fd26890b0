import { expect, test } from '@jest/globals';
import { cursorOf } from '../ports/index.ts';
import { append, event, filled, follow, item, message, readAll, tombstone, type JournalUnderTest } from './journal-given.ts';

const notFound = { name: 'Refusal', code: 'not-found' };

export function erasing(given: () => JournalUnderTest): void {
  test('the text of one event is gone, and the fact says why', async () => {
    const { journal, reopen } = given();
    const events = [event('Opened', 'secret one'), event('Commented', 'secret two')];
    const commit = await append(journal, item('contract-1', 0, 'c1', { events }));
    await journal.erase({ part: 'text', stream: 'contract-1', version: 2 }, tombstone);
    const [kept, erased] = await readAll(await reopen(), 'contract-1');
    expect(kept).toEqual(commit.facts[0]);
    expect(erased).toEqual({ ...commit.facts[1], event: { type: 'Commented' }, erased: tombstone });
  });

  test('what was said up to a version is delivered empty, at the same place and with the same hash', async () => {
    const { journal } = given();
    const first = await append(journal, item('contract-1', 0, 'c1', { messages: [message('a'), message('b', 'coverage')] }));
    const second = await append(journal, item('contract-1', 1, 'c2'));
    await journal.erase({ part: 'messages', stream: 'contract-1', upTo: 1 }, tombstone);
    const emptied = first.messages.map((said) => ({ ...said, payload: new Uint8Array(0), erased: tombstone }));
    expect(await follow(journal, 1)).toEqual([{ ...first, messages: emptied }, second]);
  });

  test('who stands just before what is erased is given it empty', async () => {
    const { journal } = given();
    const first = await append(journal, item('contract-1', 0, 'c1'));
    const second = await append(journal, item('contract-1', 1, 'c2', { messages: [message('a')] }));
    const { epoch } = await journal.head();
    expect(await journal.after(cursorOf(epoch, first), 10)).toEqual([second]);
    await journal.erase({ part: 'messages', stream: 'contract-1', upTo: 2 }, tombstone);
    const [told] = await journal.after(cursorOf(epoch, first), 10);
    expect(told?.messages).toEqual(second.messages.map((said) => ({ ...said, payload: new Uint8Array(0), erased: tombstone })));
  });

  test('cursors given before still read, and the chain still holds', async () => {
    const { journal } = given();
    await filled(journal, 4);
    const witness = await journal.head();
    await journal.erase({ part: 'text', stream: 'contract-2', version: 1 }, tombstone);
    await journal.erase({ part: 'messages', stream: 'contract-4', upTo: 1 }, tombstone);
    expect(await journal.verify(witness)).toEqual({ head: witness, commits: 4, erased: 2, faults: [] });
    expect(await journal.after(witness, 1)).toEqual([]);
  });

  test('what was erased keeps its first tombstone', async () => {
    const { journal } = given();
    await filled(journal, 1);
    const what = [{ part: 'text', stream: 'contract-1', version: 1 }, { part: 'messages', stream: 'contract-1', upTo: 9 }] as const;
    for (const one of what) await journal.erase(one, tombstone);
    for (const one of what) await journal.erase(one, { ...tombstone, reason: 'Une autre raison' });
    const [commit] = await follow(journal, 1);
    expect(commit?.facts[0]?.erased).toEqual(tombstone);
    expect(commit?.messages[0]?.erased).toEqual(tombstone);
    expect(await journal.caused('contract-1', 'c1')).toEqual(commit);
  });

  test('what is not there cannot be erased', async () => {
    const { journal } = given();
    await append(journal, item('contract-1', 0, 'c1', { events: [event('Opened')], messages: [] }));
    for (const [stream, version] of [['contract-1', 1], ['contract-1', 2], ['contract-1', 0], ['contract-9', 1]] as const) {
      await expect(journal.erase({ part: 'text', stream, version }, tombstone)).rejects.toMatchObject(notFound);
      await expect(journal.erase({ part: 'messages', stream, upTo: version }, tombstone)).rejects.toMatchObject(notFound);
    }
    expect((await journal.verify()).erased).toBe(0);
  });
}
