import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { images } from '../../libs/testing/src/engine-docker.ts';
import { containers, isOurs, ofInstances, root, volumes, type Container } from './compose.ts';

const all = [...containers.values()];
const of = (name: string): Container => {
  const found = containers.get(name);
  if (!found) throw new Error(`${name} is not in docker-compose.yml`);
  return found;
};
const yaml = <T>(path: string): T => parse(readFileSync(join(root, path), 'utf8')) as T;

describe('the servers', () => {
  test('given three brokers, then each leads and keeps, two have what counts as sent, and their names agree everywhere', () => {
    const brokers = all.filter(({ name }) => name.startsWith('kafka-'));
    expect(brokers).toHaveLength(3);
    for (const { name, environment } of brokers) {
      expect(environment).toMatchObject({
        KAFKA_MIN_INSYNC_REPLICAS: '2', KAFKA_DEFAULT_REPLICATION_FACTOR: '3', KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '3', KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        KAFKA_PROCESS_ROLES: 'broker,controller', KAFKA_NODE_ID: name.slice('kafka-'.length), KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${name}:9092`,
        KAFKA_CONTROLLER_QUORUM_VOTERS: brokers.map((one) => `${one.environment['KAFKA_NODE_ID']}@${one.name}:9093`).join(','),
      });
      expect(Buffer.from(environment['CLUSTER_ID'] ?? '', 'base64url')).toHaveLength(16);
    }
    const { KAFKA_BROKERS } = of('24-directory').environment;
    expect(KAFKA_BROKERS).toBe(brokers.map(({ name }) => `${name}:9092`).join(','));
  });

  test('given three members, then they are those of the replica set that services look for', () => {
    const members = all.filter(({ name }) => /^mongo-\d$/.test(name));
    const { host, searchParams } = new URL((of('24-directory').environment['MONGO_URL'] ?? '').replace('mongodb:', 'http:').replace(/(?<=:27017),[^/]+/, ''));
    expect(host).toBe('mongo-1:27017');
    expect(of('24-directory').environment['MONGO_URL']).toContain(members.map(({ name }) => `${name}:27017`).join(','));
    for (const { command } of members) expect(command.slice(0, 3)).toEqual(['mongod', '--replSet', searchParams.get('replicaSet')]);
    const initiate = of('mongo-replicas').command[0] ?? '';
    expect(initiate).toContain(`_id: '${searchParams.get('replicaSet')}'`);
    for (const { name } of members) expect(initiate).toContain(`'${name}'`);
  });

  test('given every image, then it is of one version, and servers are those that tests run on', () => {
    const pinned = /^[a-z0-9./-]+:v?\d+\.\d+(\.\d+)?$/;
    expect(all.filter((container) => !pinned.test(container.image)).map(({ name }) => name)).toEqual([]);
    expect(of('kafka-1').image).toBe(images.kafka);
    expect(of('mongo-1').image).toBe(images.mongo);
    const built = readFileSync(join(root, 'deploy/observability/collector/Dockerfile'), 'utf8');
    expect([...built.matchAll(/^FROM (\S+)/gm)].map(([, from = '']) => from).filter((from) => !pinned.test(from))).toEqual([]);
    expect(built).toContain(`opentelemetry-collector-contrib:${of('otel-collector').image.split(':')[1]}`);
  });
});

describe('files and volumes', () => {
  test('given what is mounted, then it is a file of the repository, to read, or a volume of the file', () => {
    for (const { mounts } of all) for (const { source, read_only: readOnly } of mounts) {
      if (source.startsWith('./')) expect([source, existsSync(join(root, source)), readOnly]).toEqual([source, true, true]);
      else expect(volumes).toContain(source);
    }
    for (const { build } of all) if (build) expect(existsSync(join(root, build.context, build.dockerfile ?? 'Dockerfile'))).toBe(true);
  });

  test('given what is built, then one container builds it and the others take it', () => {
    expect(all.filter((container) => container.build !== undefined && isOurs(container)).map(({ name }) => name)).toEqual(['keys']);
  });
});

describe('watching it', () => {
  const mountedAt = (name: string, target: string): string => of(name).mounts.find((mount) => mount.target === target)?.source ?? '';
  test('given our dashboards, then all are where Grafana is told to look', () => {
    const { providers } = yaml<{ providers: readonly { options: { path: string } }[] }>(join(mountedAt('grafana', '/etc/grafana/provisioning'), 'dashboards/dashboards.yaml'));
    const folder = join(root, 'deploy/observability/grafana');
    for (const board of readdirSync(folder).filter((file) => file.endsWith('.json'))) expect(mountedAt('grafana', `${providers[0]?.options.path}/${board}`)).toBe(`./deploy/observability/grafana/${board}`);
  });

  test('given what each asks of another, then that container is there and listens on that port', () => {
    const { datasources } = yaml<{ datasources: readonly { url: string }[] }>('deploy/observability/grafana/provisioning/datasources/datasources.yaml');
    expect(datasources.map(({ url }) => url)).toEqual(['http://prometheus:9090', 'http://tempo:3200']);
    const { scrape_configs: jobs, rule_files: rules } = yaml<{ scrape_configs: readonly { static_configs: readonly { targets: readonly string[] }[] }[]; rule_files: readonly string[] }>('deploy/observability/prometheus/prometheus.yaml');
    expect(jobs.flatMap((job) => job.static_configs.flatMap(({ targets }) => targets))).toEqual(['otel-collector:8889']);
    expect(existsSync(join(root, mountedAt('prometheus', '/etc/prometheus'), rules[0]?.replace('/etc/prometheus/', '') ?? ''))).toBe(true);
    expect(of('prometheus').command[0]).toBe('--config.file=/etc/prometheus/prometheus.yaml');
    const collector = yaml<{ exporters: Record<string, { endpoint: string }>; receivers: { otlp: { protocols: { http: { endpoint: string } } } } }>(mountedAt('otel-collector', '/etc/otelcol-contrib/config.yaml'));
    expect(collector.exporters['otlp/tempo']?.endpoint).toBe('tempo:4317');
    expect(collector.exporters['prometheus']?.endpoint).toBe('0.0.0.0:8889');
    for (const { container } of ofInstances) expect(container.environment['OTEL_EXPORTER_OTLP_ENDPOINT']).toBe(`http://otel-collector:${collector.receivers.otlp.protocols.http.endpoint.split(':')[1]}`);
    expect(yaml<{ distributor: { receivers: { otlp: { protocols: { grpc: { endpoint: string } } } } } }>(mountedAt('tempo', '/etc/tempo.yaml')).distributor.receivers.otlp.protocols.grpc.endpoint).toBe('0.0.0.0:4317');
  });
});
