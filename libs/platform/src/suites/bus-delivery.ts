import { expect, test } from '@jest/globals';
import { byKey, fresh, heard, message, plain, type BusUnderTest } from './bus-given.ts';

export function delivering(given: () => BusUnderTest): void {
  test('what was published comes as it was sent', async () => {
    const { bus } = given();
    const topic = fresh('topic');
    const sent = [1, 2].map((sequence) => message(topic, 'contrat « é »', sequence));
    await bus.publish(sent);
    expect((await heard(bus, [topic])).map(plain)).toEqual(sent.map(plain));
  });

  test('the messages of a key come in the order they were published, in one call or many', async () => {
    const { bus } = given();
    const topic = fresh('topic');
    const sent = Array.from({ length: 700 }, (_, index) => message(topic, `k${index % 7}`, index));
    await bus.publish(sent.slice(0, 600));
    for (const one of sent.slice(600)) await bus.publish([one]);
    const got = await heard(bus, [topic]);
    expect(byKey(got.map(plain))).toEqual(byKey(sent.map(plain)));
  });

  test('messages come while they are published, to every group', async () => {
    const { bus } = given();
    const topic = fresh('topic');
    const got: [number[], number[]] = [[], []];
    const subscriptions = await Promise.all(got.map((list) => bus.subscribe(fresh('group'), [topic], async (batch) => {
      list.push(...batch.map(({ event }) => event.sequence));
    })));
    for (let sequence = 0; sequence < 20; sequence += 1) await bus.publish([message(topic, 'k', sequence)]);
    await Promise.all(subscriptions.map((subscription) => subscription.caughtUp()));
    await Promise.all(subscriptions.map((subscription) => subscription.stop()));
    const all = Array.from({ length: 20 }, (_, index) => index);
    expect(got.map((list) => [...new Set(list)])).toEqual([all, all]);
  });

  test('a group hears its topics and no other', async () => {
    const { bus } = given();
    const [one, two, other] = [fresh('topic'), fresh('topic'), fresh('topic')];
    await bus.publish([message(one, 'a', 1), message(other, 'b', 1), message(two, 'c', 1)]);
    expect((await heard(bus, [one, two])).map(({ key }) => key).sort()).toEqual(['a', 'c']);
  });

  test('nothing published is nothing to catch up with', async () => {
    const { bus } = given();
    await bus.publish([]);
    expect(await heard(bus, [fresh('topic')])).toEqual([]);
  });
}
