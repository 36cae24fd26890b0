import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newDemoAuthority, type Trust } from '@cpom/service';
import { onEngine } from '@cpom/testing';
import { freePorts } from '@cpom/service';
import { heard, message, mortalCluster, openBus, type MortalCluster } from './bus.fixture.ts';

const oneLine = (pem: Buffer): string => pem.toString().trim().replaceAll('\n', '\\n');

/** A listener that takes only who shows a certificate of the authority and knows a password. */
const secured = (trust: Trust, at: number) => ({ port, controller }: { readonly port: number; readonly controller: number }): string[] => [
  `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller},SASL_SSL://127.0.0.1:${at}`,
  `advertised.listeners=PLAINTEXT://127.0.0.1:${port},SASL_SSL://127.0.0.1:${at}`,
  'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL', 'inter.broker.listener.name=PLAINTEXT',
  'sasl.enabled.mechanisms=PLAIN',
  'listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_region24="un mot de passe";',
  'ssl.client.auth=required', 'listener.name.sasl_ssl.ssl.client.auth=required',
  'ssl.keystore.type=PEM', `ssl.keystore.certificate.chain=${oneLine(trust.certificate)}`, `ssl.keystore.key=${oneLine(trust.privateKey)}`,
  'ssl.truststore.type=PEM', `ssl.truststore.certificates=${oneLine(trust.authorities)}`,
];

await onEngine('brokers that ask who comes', () => {
  let mortal: MortalCluster;
  let address = '';
  let ours: { readonly ca: string; readonly cert: string; readonly key: string };
  beforeAll(async () => {
    const authority = await newDemoAuthority();
    const [broker, region] = [await authority.issue('broker'), await authority.issue('24')];
    const [port = 0] = await freePorts(1);
    address = `127.0.0.1:${port}`;
    ours = { ca: region.authorities.toString(), cert: region.certificate.toString(), key: region.privateKey.toString() };
    mortal = await mortalCluster(1, secured(broker, port));
  }, 120_000);
  afterAll(() => mortal.remove(), 30_000);
  const sasl = { mechanism: 'plain', username: 'region24', password: 'un mot de passe' } as const;

  test('given a certificate of the authority and the password, then messages go through', async () => {
    const bus = await openBus([address], { tls: ours, sasl });
    await bus.publish([message('said', 'k', 1)]);
    expect((await heard(bus, ['said'])).map(({ event }) => event.sequence)).toEqual([1]);
    await bus.close();
  }, 120_000);

  test.each([
    ['a wrong password', () => ({ tls: ours, sasl: { ...sasl, password: 'autre' } })],
    ['no certificate', () => ({ tls: { ca: ours.ca }, sasl })],
    ['no trust in the authority of the brokers', () => ({ tls: true, sasl })],
    ['no TLS', () => ({ sasl })],
  ])('given %s, then the bus does not open', async (_what, options) => {
    // A broker that hangs up may be one that starts: it is waited for, here not for long.
    await expect(openBus([address], { ...options(), startPatience: 10 })).rejects.toThrow();
  }, 120_000);
});
