import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings, SettingsError } from '@cpom/service';
import { engineOf, engineSettings } from './engine-settings.ts';
import { instanceSettings } from './settings.ts';
import { topicsOf } from './topics.ts';

const services = fileURLToPath(new URL('../../', import.meta.url));
const sources = (service: string): string[] => readdirSync(join(services, service, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name))
  .map((name) => readFileSync(join(services, service, 'src', name), 'utf8'));

test('given the topics that services name in their messages and groups, then each is in the list that topics are made from', () => {
  const named = ['directory', 'contracts', 'indicators', 'collector', 'national'].flatMap(sources).flatMap((text) => [
    ...[...text.matchAll(/topic: '([a-z.]+)'/g)].map(([, topic = '']) => topic),
    ...[...text.matchAll(/(?:Topic|Topics|topics)(?:: readonly string\[\])? = (\[[^\]]*\]|'[a-z.]+')/g)].flatMap(([, list = '']) => [...list.matchAll(/'([a-z.]+)'/g)].map(([, topic = '']) => topic)),
  ]);
  const declared = new Set(Object.values(topicsOf).flat());
  expect(named.length).toBeGreaterThan(8);
  expect([...new Set(named)].filter((topic) => !declared.has(topic))).toEqual([]);
});

const read = (env: Record<string, string>) => engineOf(readSettings(engineSettings, env));

test('given a half-told engine, then what lacks is named; given none, then it is the embedded one', () => {
  expect(read({})).toEqual({ kind: 'embedded' });
  const lacking = (): unknown => read({ CPOM_ENGINE: 'distributed', CPOM_KAFKA_SASL: 'plain', CPOM_KAFKA_USER: 'a' });
  for (const name of ['MONGO_URL', 'KAFKA_BROKERS', 'CPOM_KAFKA_PASSWORD']) expect(lacking).toThrow(name);
  expect(() => read({ CPOM_ENGINE: 'mysql' })).toThrow(SettingsError);
  expect(() => read({ KAFKA_BROKERS: 'localhost' })).toThrow('KAFKA_BROKERS: host:port');
  expect(read({ CPOM_ENGINE: 'distributed', MONGO_URL: 'mongodb://a:1', KAFKA_BROKERS: 'b:2,c:3', CPOM_KAFKA_TLS: '1' }))
    .toEqual({ kind: 'distributed', namespace: '', mongo: { url: 'mongodb://a:1' }, kafka: { brokers: ['b:2', 'c:3'], tls: true } });
});

test('given addresses of services, then a name that is no service is refused', () => {
  expect(readSettings(instanceSettings, { CPOM_ADDRESSES: 'directory=a:1,contracts=b:2' }).CPOM_ADDRESSES.get('contracts')).toBe('b:2');
  expect(() => readSettings(instanceSettings, { CPOM_ADDRESSES: 'catalogue=a:1' })).toThrow('CPOM_ADDRESSES');
});
