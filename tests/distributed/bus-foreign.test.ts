import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { onEngine } from '@cpom/testing';
import { TopicRefused, type DistributedBus, type RefusedRecord } from '@cpom/platform/distributed';
import { heard, message, newPrefix, openBus, stranger } from './bus.fixture.ts';

const mebibyte = 1024 * 1024;

await onEngine('what others put on the bus', (given) => {
  const prefix = newPrefix();
  const refused: RefusedRecord[] = [];
  let bus: DistributedBus;
  const brokers = (): string[] => given().kafkaBrokers.split(',');
  const open = (options: Parameters<typeof openBus>[1] = {}): Promise<DistributedBus> => openBus(brokers(), { prefix, onRefused: (record) => refused.push(record), ...options });
  beforeAll(async () => { bus = await open(); });
  afterAll(() => bus.close());

  test('given records that are none of ours, then each is refused with its reason and its place, and the rest goes on', async () => {
    await bus.publish([message('mixed', 'a', 1)]);
    const producer = stranger(brokers()).producer();
    await producer.connect();
    const headers = { ce_specversion: '1.0', ce_id: 'x', ce_source: 'x', ce_type: 'x', ce_subject: 'x', ce_time: 'x', ce_sequence: '1' };
    const { ce_type: _type, ...untyped } = headers;
    await producer.send({ topic: `${prefix}mixed`, messages: [
      { key: 'a', value: 'nonsense' },
      { key: '', value: 'no key', headers },
      { key: 'a', value: null, headers },
      { key: 'a', value: 'v', headers: { ...headers, ce_specversion: '9.9' } },
      { key: 'a', value: 'v', headers: untyped },
      { key: 'a', value: 'v', headers: { ...headers, ce_sequence: '-1' } },
      { key: 'a', value: 'v', headers: { ...headers, ce_sequence: 'ten' } },
    ] });
    // Without any key it does not even get in: the brokers refuse it in a compacted topic.
    await expect(producer.send({ topic: `${prefix}mixed`, messages: [{ value: 'no key', headers }] })).rejects.toThrow();
    await producer.disconnect();
    await bus.publish([message('mixed', 'a', 2)]);
    refused.length = 0;
    expect((await heard(bus, ['mixed'])).map(({ event }) => event.sequence)).toEqual([1, 2]);
    expect(refused.map(({ reason }) => reason).sort()).toEqual([
      'ce_sequence is not a number of a version', 'ce_sequence is not a number of a version', 'ce_specversion is 9.9, not 1.0', 'ce_type is missing',
      'it has no key', 'it has no payload: a deletion, which nobody here makes', 'not a CloudEvent: ce_specversion is missing',
    ]);
    expect(refused.every(({ topic, offset }) => topic === 'mixed' && /^\d+$/.test(offset))).toBe(true);
  });

  test('given 100 MB, when we would send it, then it is refused before it leaves, and what comes after is sent', async () => {
    await expect(bus.publish([message('large', 'a', 1, Buffer.alloc(100 * 1_000_000))])).rejects.toThrow('the message a/1 is larger than 4194304 bytes: it is not sent');
    await bus.publish([message('large', 'a', 2, Buffer.alloc(3 * mebibyte)), message('large', 'a', 3, Buffer.alloc(3 * mebibyte)), message('large', 'a', 4)]);
    expect((await heard(bus, ['large'])).map(({ event }) => event.sequence)).toEqual([2, 3, 4]);
  });

  test('given a topic where somebody raised the limit and put 60 MB, then it is refused when read, and the rest goes on', async () => {
    await bus.publish([message('raised', 'a', 1)]);
    const admin = stranger(brokers()).admin();
    await admin.connect();
    await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: `${prefix}raised`, configEntries: [{ name: 'cleanup.policy', value: 'compact' }, { name: 'max.message.bytes', value: '90000000' }] }] });
    await admin.disconnect();
    const producer = stranger(brokers()).producer();
    await producer.connect();
    await producer.send({ topic: `${prefix}raised`, messages: [{ key: 'a', value: Buffer.alloc(60_000_000) }] });
    await producer.disconnect();
    await bus.publish([message('raised', 'a', 2)]);
    refused.length = 0;
    expect((await heard(bus, ['raised'])).map(({ event }) => event.sequence)).toEqual([1, 2]);
    expect(refused.map(({ reason }) => reason)).toEqual(['its payload of 60000000 bytes is larger than 4194304']);
  }, 120_000);

  test('given a topic that is not compacted, then the bus does not open on it, and says what to do', async () => {
    const admin = stranger(brokers()).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: `${prefix}deleting`, numPartitions: 1, configEntries: [{ name: 'cleanup.policy', value: 'delete' }] }] });
    await admin.disconnect();
    const opened = open({ topics: ['mixed', 'deleting'] });
    await expect(opened).rejects.toThrow(TopicRefused);
    await expect(opened).rejects.toThrow(/deleting cannot be used: its cleanup.policy is delete.*kafka-configs.sh .*--add-config cleanup.policy=compact,max.message.bytes=5242880/);
  });

  test('given a topic that nobody declared, then it is neither made, nor sent to, nor heard', async () => {
    const strict = await open({ topics: ['mixed'] });
    await expect(strict.publish([message('unheard-of', 'a', 1)])).rejects.toThrow('the topic unheard-of is not declared');
    await expect(strict.subscribe('group', ['unheard-of'], async () => undefined)).rejects.toThrow('not declared');
    await strict.close();
    const admin = stranger(brokers()).admin();
    await admin.connect();
    expect(await admin.listTopics()).not.toContain(`${prefix}unheard-of`);
    await admin.disconnect();
  });

  test('given no broker at an address, then the bus says so instead of waiting for ever', async () => {
    await expect(openBus(['127.0.0.1:1'], { prefix })).rejects.toThrow();
  }, 90_000);
});
