import { describe, expect, test } from '@jest/globals';
import { readSettings } from '@cpom/service';
import node from '../../services/instance/node.json' with { type: 'json' };
import { engineOf } from '../../services/instance/src/engine-settings.ts';
import { serviceNames } from '../../services/instance/src/services.ts';
import { instanceSettings, type InstanceSettings } from '../../services/instance/src/settings.ts';
import { composeText, containers, image, isOurs, ofInstances, type Container } from './compose.ts';

const all = [...containers.values()];
const of = (name: string): Container => {
  const found = containers.get(name);
  if (!found) throw new Error(`${name} is not in docker-compose.yml`);
  return found;
};
const conditions = all.flatMap(({ after }) => [...after]);
/** Those that end well are waited for by that; the last ones, that load the data, by nobody. */
const runsOnce = ({ name, settings }: Container): boolean => settings['restart'] === 'no' || name === 'keys';
const settingsOf = (container: Container): InstanceSettings => readSettings(instanceSettings, { ...image.environment, ...container.environment });

describe('the instances', () => {
  test.each([['24', 'region'], ['11', 'region'], ['nation', 'nation']] as const)('given %s, when it is up, then each service of a %s is a container of its own, and its data are loaded', (instance, kind) => {
    const mine = ofInstances.filter((one) => one.instance === instance);
    expect(mine.map(({ service }) => service).sort()).toEqual([...serviceNames[kind]].sort());
    expect(mine.map(({ container }) => container.name)).toEqual(mine.map(({ service }) => `${instance}-${service}`));
    expect(of(`${instance}-demo`).command.at(-1)).toBe('load');
  });

  test.each(all.filter(isOurs).map((container) => [container.name, container] as const))('given what %s is told, when the program reads it, then every name is known and every value accepted', (_name, container) => {
    const settings = settingsOf(container);
    if (settings.CPOM_INSTANCE !== undefined) expect(engineOf(settings)).toMatchObject({ kind: 'distributed', kafka: { copies: 3 } });
  });

  test.each(ofInstances.map(({ container, service }) => [container.name, container, service] as const))('given %s, when it looks for a neighbour, then that is a container of the same instance that listens there', (_name, container, service) => {
    const { CPOM_ADDRESSES: addresses, CPOM_INSTANCE: instance } = settingsOf(container);
    expect([...addresses.keys()].sort()).toEqual(serviceNames[instance === 'nation' ? 'nation' : 'region'].filter((one) => one !== 'gate' && one !== 'gateway').toSorted());
    for (const [neighbour, address] of addresses) {
      expect(address).toBe(`${instance}-${neighbour}:7000`);
      expect(of(`${instance}-${neighbour}`).environment['CPOM_LISTEN']).toBe('0.0.0.0:7000');
    }
    // Only the collector speaks with other instances, at their gates.
    const peers = settingsOf(container).CPOM_PEERS.map(({ address }) => address);
    expect(peers).toEqual(service === 'collector' ? ['24-gate:7443', '11-gate:7443'] : []);
  });

  test('given the gates, then they listen where the nation looks for them', () => {
    for (const name of ['24-gate', '11-gate']) expect(of(name).environment['CPOM_GATE_LISTEN']).toBe('0.0.0.0:7443');
  });
});

describe('what Node is told', () => {
  test.each(ofInstances.map(({ container }) => [container.name, container] as const))('given %s, then it is what every service alone in its process is told', (_name, { command }) => {
    const ran = command.length > 0 ? command : image.command;
    expect(ran.filter((word) => word.startsWith('--disable-warning') || /^--(?:max|heap)-/.test(word))).toEqual(node.alone);
    expect(image.environment).toMatchObject(node.aloneEnvironment);
  });
});

describe('the sign-in', () => {
  const gateways = ofInstances.filter(({ service }) => service === 'gateway').map(({ container }) => container);
  test('given the gateways and the provider, then they share one network, in which no port is taken twice', () => {
    expect(gateways.map(({ networkMode }) => networkMode)).toEqual(gateways.map(() => 'service:provider'));
    const taken = [...gateways, of('provider')].flatMap(({ environment }) => [`:${environment['PORT']}`, environment['CPOM_LISTEN'] ?? '', environment['CPOM_HEALTH_LISTEN'] ?? '']).map((listen) => listen.split(':').at(-1));
    expect(new Set(taken).size).toBe(taken.length);
  });

  test('given a browser of this machine, then each site is published where it says it is, and so is the provider', () => {
    const published = new Map(of('provider').ports.map((port) => [port.split(':')[1], port.split(':')[2]]));
    for (const { environment } of gateways) {
      expect(environment['CPOM_ORIGIN']).toBe(`http://127.0.0.1:${environment['PORT']}`);
      expect(published.get(environment['PORT'] ?? '')).toBe(environment['PORT']);
      expect(environment['CPOM_OIDC_ISSUER']).toBe(`http://127.0.0.1:${of('provider').environment['PORT']}`);
      expect(of('provider').command).toContain(`${environment['CPOM_INSTANCE']}=${environment['CPOM_ORIGIN']}`);
      expect(environment['CPOM_OIDC_CLIENT_ID']).toBe(`cpom-${environment['CPOM_INSTANCE']}`);
    }
    const { PORT = '', CPOM_LISTEN: outer = '' } = of('provider').environment;
    expect(published.get(PORT)).toBe(outer.split(':').at(-1));
  });
});

describe('what a container may know and do', () => {
  test.each(ofInstances.map(({ container, instance, service }) => [container.name, container, instance, service] as const))('given %s, then of the keys it sees its own folder, to read', (_name, container, instance, service) => {
    expect(container.mounts).toEqual([{ type: 'volume', source: 'keys', target: '/keys', read_only: true, volume: { subpath: `${instance}/${service}`, nocopy: true } }]);
    expect(container.environment['CPOM_KEYS_DIR']).toBe('/keys');
    expect(container.environment['CPOM_TRUST_DIR']).toBe(service === 'gate' || service === 'collector' ? '/keys/trust' : undefined);
  });

  test('given all keys at once, then only who makes them sees them', () => {
    const seeAll = all.filter(({ mounts }) => mounts.some(({ source, volume }) => source === 'keys' && volume?.subpath === undefined));
    expect(seeAll.map(({ name }) => name)).toEqual(['keys']);
    expect(of('keys').networkMode).toBe('none');
  });

  test.each(all.filter(isOurs).map((container) => [container.name, container] as const))('given %s, then it writes in its temporary folder and its volumes alone, and can become nobody else', (_name, { readOnly, settings }) => {
    expect(readOnly).toBe(true);
    expect(settings).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], tmpfs: ['/tmp'] });
    expect(settings).not.toHaveProperty('user');
    expect(settings).not.toHaveProperty('privileged');
  });

  test('given every published port, then it is on 127.0.0.1 alone, once, and neither Kafka nor MongoDB has one', () => {
    const ports = all.flatMap(({ ports: published }) => published);
    expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([]);
    expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length);
    expect(all.filter(({ ports: published }) => published.length > 0).map(({ name }) => name).sort()).toEqual(['grafana', 'prometheus', 'provider']);
  });

  test('given the text of the file, then it holds no secret', () => {
    expect(composeText).not.toMatch(/PRIVATE KEY|(?:secret|passw(?:or)?d|token)\s*[:=]/i);
    for (const { environment } of all) expect(Object.keys(environment).filter((name) => /SECRET|PASSWORD|TOKEN/.test(name))).toEqual([]);
    expect(composeText).not.toMatch(/:\/\/[^/\s]*:[^/\s]*@/);
  });
});

describe('order and health', () => {
  test('given every container that stays, then it says whether it is well', () => {
    const silent = all.filter((container) => !runsOnce(container) && container.healthcheck?.test?.[0] !== 'CMD').map(({ name }) => name);
    expect(silent).toEqual([]);
  });

  test('given what a container waits for, then that exists, and can come to what is waited for', () => {
    for (const [name, condition] of conditions) {
      expect([name, condition]).toEqual([name, runsOnce(of(name)) ? 'service_completed_successfully' : 'service_healthy']);
    }
  });

  test('given a service of an instance, then it starts after its keys, every broker and a replica set that has its primary', () => {
    for (const { container } of ofInstances) expect([...container.after.keys()]).toEqual(expect.arrayContaining(['keys', 'mongo-replicas', 'kafka-1', 'kafka-2', 'kafka-3']));
    expect([...of('mongo-replicas').after.keys()].sort()).toEqual(['mongo-1', 'mongo-2', 'mongo-3']);
  });

  test('given who waits for whom, then nobody waits for itself', () => {
    const waitsFor = (name: string, above: readonly string[]): void => {
      expect(above).not.toContain(name);
      for (const other of of(name).after.keys()) waitsFor(other, [...above, name]);
    };
    for (const { name } of all) waitsFor(name, []);
  });

  test('given everything that watches, when it is away, then no service of an instance waits for it', () => {
    for (const { container } of ofInstances) for (const watcher of ['otel-collector', 'prometheus', 'tempo', 'grafana']) expect([...container.after.keys()]).not.toContain(watcher);
  });
});
