import { expect, test } from '@jest/globals';
import { oncePerWhile } from './bus-client.ts';

test('given a broker that is away, then each sentence is said once in ten seconds of each broker and group, with how often it was left out since', () => {
  let now = 0;
  const said: [unknown, string][] = [];
  const warn = oncePerWhile((details, message) => { said.push([details, message]); }, () => now);
  for (now = 0; now < 10_000; now += 1_000) warn({ broker: 'a:1' }, 'Connection error');
  warn({ broker: 'b:1' }, 'Connection error');
  warn({}, 'Failed to connect');
  warn({ broker: 'a:1' }, 'Connection error');
  warn({ broker: 'a:1' }, 'Connection error');
  expect(said).toEqual([[{ broker: 'a:1' }, 'Connection error'], [{ broker: 'b:1' }, 'Connection error'], [{}, 'Failed to connect'], [{ broker: 'a:1', leftOut: 9 }, 'Connection error']]);
});
