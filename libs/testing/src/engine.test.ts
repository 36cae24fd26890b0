import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { engine } from './engine.ts';
import { onEngine } from './engine-tests.ts';

const answers = (address: string): Promise<boolean> => new Promise((resolve) => {
  const [host = '', port = ''] = address.split(':');
  const socket = connect(Number(port), host, () => { socket.destroy(); resolve(true); }).on('error', () => { resolve(false); });
});

test('given both addresses in the environment, then they are taken and nothing is started', async () => {
  const found = await engine({ MONGO_URL: 'mongodb://elsewhere:27017', KAFKA_BROKERS: 'elsewhere:9092' });
  expect(found).toMatchObject({ mongoUrl: 'mongodb://elsewhere:27017', kafkaBrokers: 'elsewhere:9092', kinds: { mongo: 'given', kafka: 'given' } });
  expect(found.said).toContain('MONGO_URL');
  await found.stop();
});

await onEngine('given an engine', (given) => {
  test('then both its servers answer, and it says which they are', async () => {
    const { mongoUrl, kafkaBrokers, said } = given();
    expect(await answers(kafkaBrokers.split(',')[0] ?? '')).toBe(true);
    expect(await answers(/\/\/(?:[^@/]+@)?([^/,]+)/.exec(mongoUrl)?.[1] ?? '')).toBe(true);
    expect(said).toMatch(/^Distributed engine: /);
  });
});
