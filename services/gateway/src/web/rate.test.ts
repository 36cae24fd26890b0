import fc from 'fast-check';
import { openBrowser } from '../signin/browser.fixture.ts';
import { startInstance } from '../signin/instance.fixture.ts';
import { network, tokenBuckets } from './rate.ts';

test('a burst passes, the next one waits, time gives back', () => {
  let time = 0;
  const take = tokenBuckets({ burst: 2, perSecond: 1, visitors: 10 }, () => time);
  expect([take('a'), take('a'), take('a'), take('b')]).toEqual([0, 0, 1000, 0]);
  time = 600;
  expect(take('a')).toBe(400);
  time = 1000;
  expect([take('a'), take('a')]).toEqual([0, 1000]);
});

test('never more than the burst and what time gave back', () => {
  fc.assert(fc.property(fc.array(fc.nat(500), { maxLength: 200 }), (pauses) => {
    let time = 0;
    const take = tokenBuckets({ burst: 5, perSecond: 4, visitors: 3 }, () => time);
    const passed = pauses.filter((pause) => ((time += pause), take('a') === 0)).length;
    expect(passed).toBeLessThanOrEqual(5 + (time / 1000) * 4);
  }));
});

test('visitors beyond the bound do not make the memory grow: the oldest is forgotten', () => {
  const take = tokenBuckets({ burst: 1, perSecond: 0.001, visitors: 2 }, () => 0);
  expect([take('a'), take('b'), take('b') > 0, take('c'), take('a')]).toEqual([0, 0, true, 0, 0]);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (ip, as) => expect(network(ip)).toBe(as));

test('too many requests: 429 in French, with when to come back; a session has its own count', async () => {
  const instance = await startInstance({ web: { rate: { burst: 8, perSecond: 0.1, visitors: 10 } } });
  const known = await instance.signedIn();
  const visitor = openBrowser();
  const statuses = [];
  for (let count = 0; count < 9; count++) statuses.push((await visitor.get(`${instance.origin}/`)).status);
  const refused = await visitor.get(`${instance.origin}/`);
  expect([statuses[0], refused.status]).toEqual([200, 429]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.text()).toContain('Trop de demandes');
  expect((await known.get(`${instance.origin}/`)).status).toBe(200);
  await instance.stop();
});
