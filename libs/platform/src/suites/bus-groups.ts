import { expect, test } from '@jest/globals';
import { fresh, heard, message, type BusUnderTest } from './bus-given.ts';

const sequences = (messages: readonly { readonly event: { readonly sequence: number } }[]): number[] => messages.map(({ event }) => event.sequence);

export function grouping(given: () => BusUnderTest): void {
  test('a group goes on where it was, after a stop and after a restart', async () => {
    const [topic, group] = [fresh('topic'), fresh('group')];
    await given().bus.publish([message(topic, 'k', 1)]);
    expect(sequences(await heard(given().bus, [topic], group))).toEqual([1]);
    await given().bus.publish([message(topic, 'k', 2)]);
    expect(sequences(await heard(given().bus, [topic], group))).toEqual([2]);
    await given().bus.publish([message(topic, 'k', 3)]);
    expect(sequences(await heard(await given().reopen(), [topic], group))).toEqual([3]);
    expect(sequences(await heard(given().bus, [topic], group))).toEqual([]);
  });

  test('a topic that joins a group is heard from the beginning', async () => {
    const { bus } = given();
    const [old, added, group] = [fresh('topic'), fresh('topic'), fresh('group')];
    await bus.publish([message(added, 'a', 1), message(old, 'o', 1)]);
    await heard(bus, [old], group);
    await bus.publish([message(old, 'o', 2)]);
    const got = await heard(bus, [old, added], group);
    expect(got.map(({ key, event }) => `${key}${event.sequence}`).sort()).toEqual(['a1', 'o2']);
  });

  test('a batch that was refused comes again, and no two are handled at once', async () => {
    const { bus } = given();
    const topic = fresh('topic');
    const [batches, together]: [number[][], { now: number; most: number }] = [[], { now: 0, most: 0 }];
    await bus.publish([1, 2, 3].map((sequence) => message(topic, 'k', sequence)));
    const subscription = await bus.subscribe(fresh('group'), [topic], async (batch) => {
      together.most = Math.max(together.most, (together.now += 1));
      batches.push(sequences(batch));
      await new Promise(setImmediate);
      together.now -= 1;
      if (batches.length < 3) throw new Error('not yet');
    });
    await bus.publish([message(topic, 'k', 4)]);
    await subscription.caughtUp();
    await subscription.stop();
    const [first, second, third] = batches;
    expect([second, third]).toEqual([first, first]);
    expect([...new Set(batches.flat())]).toEqual([1, 2, 3, 4]);
    expect(together.most).toBe(1);
  });

  test('a stop waits for the batch under way, keeps it handled and lets nothing follow', async () => {
    const { bus } = given();
    const [topic, group] = [fresh('topic'), fresh('group')];
    const got: number[] = [];
    const [started, finish] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const subscription = await bus.subscribe(group, [topic], async (batch) => {
      started.resolve(undefined);
      await finish.promise;
      got.push(...sequences(batch));
    });
    await bus.publish([message(topic, 'k', 1)]);
    await started.promise;
    await bus.publish([message(topic, 'k', 2)]);
    const stopped = subscription.stop();
    finish.resolve(undefined);
    await stopped;
    expect(got).toEqual([1]);
    expect(sequences(await heard(bus, [topic], group))).toEqual([2]);
    expect(got).toEqual([1]);
  });

  test('a group that always refuses can be stopped, and is heard again from the same place', async () => {
    const { bus } = given();
    const [topic, group, refused] = [fresh('topic'), fresh('group'), Promise.withResolvers<undefined>()];
    await bus.publish([message(topic, 'k', 1)]);
    const subscription = await bus.subscribe(group, [topic], async () => {
      refused.resolve(undefined);
      throw new Error('never');
    });
    const waiting = expect(subscription.caughtUp()).rejects.toThrow();
    await refused.promise;
    await subscription.stop();
    await waiting;
    expect(sequences(await heard(bus, [topic], group))).toEqual([1]);
  });

  test('one group has one subscription at a time', async () => {
    const { bus } = given();
    const [topic, group] = [fresh('topic'), fresh('group')];
    const subscription = await bus.subscribe(group, [topic], async () => undefined);
    await expect(bus.subscribe(group, [topic], async () => undefined)).rejects.toThrow(group);
    await subscription.stop();
    expect(await heard(bus, [topic], group)).toEqual([]);
  });

  test('a lag is how many messages a group has not handled', async () => {
    const { bus } = given();
    const [topic, group] = [fresh('topic'), fresh('group')];
    const lag = async (): Promise<number[]> => (await bus.lags()).filter((row) => row.group === group && row.topic === topic).map((row) => row.lag);
    await bus.publish([message(topic, 'k', 1)]);
    await heard(bus, [topic], group);
    expect(await lag()).toEqual([0]);
    await bus.publish([message(topic, 'k', 2), message(topic, 'l', 1)]);
    expect(await lag()).toEqual([2]);
  });
}
