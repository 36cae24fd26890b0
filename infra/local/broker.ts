import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '@cpom/service/free-ports';
import { program, type Program } from './program.ts';

/** What a cluster of brokers is made of. */
export interface ClusterOptions {
  /** Its data; the same folder again goes on with them. */
  readonly dir: string;
  readonly brokers: 1 | 3;
  readonly java: string;
  /** The folder of the jars (fetch.ts). */
  readonly jars: string;
  /** Lines added to a broker's settings, for tests; a later line replaces an earlier one of the same name. */
  readonly settings?: (node: BrokerPorts) => readonly string[];
}

/** Running Kafka brokers, each also a controller; broker 0 is the first of `addresses`. */
export interface Cluster {
  readonly addresses: readonly string[];
  readonly brokers: readonly Program[];
  stop(): Promise<void>;
}

/** What one broker listens on, on 127.0.0.1. */
export interface BrokerPorts {
  readonly id: number;
  readonly port: number;
  readonly controller: number;
}
type Node = BrokerPorts;

const settingsOf = (node: Node, nodes: readonly Node[], dir: string, more: readonly string[]): string => {
  const copies = Math.min(3, nodes.length);
  return [
    'process.roles=broker,controller', `node.id=${node.id}`,
    `controller.quorum.voters=${nodes.map(({ id, controller }) => `${id}@127.0.0.1:${controller}`).join(',')}`,
    `listeners=PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controller}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${node.port}`,
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT', 'controller.listener.names=CONTROLLER',
    `log.dirs=${dir}`, 'auto.create.topics.enable=false', 'group.initial.rebalance.delay.ms=0',
    `offsets.topic.replication.factor=${copies}`, 'offsets.topic.num.partitions=3',
    `transaction.state.log.replication.factor=${copies}`, 'transaction.state.log.min.isr=1',
    // A killed broker is taken for gone sooner, so that another leads its partitions.
    'broker.session.timeout.ms=4000', 'broker.heartbeat.interval.ms=1000',
    ...more, '',
  ].join('\n');
};

const logging = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info', '-Dorg.slf4j.simpleLogger.showDateTime=true'];

/** The cluster's id, made the first time and kept with its data. */
async function clusterId(dir: string): Promise<string> {
  const file = join(dir, 'cluster-id');
  if (existsSync(file)) return readFile(file, 'utf8');
  const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  await writeFile(file, id);
  return id;
}

async function prepare({ dir, java, jars, settings = () => [] }: ClusterOptions, node: Node, nodes: readonly Node[]): Promise<Program> {
  const home = join(dir, `broker-${node.id}`);
  const file = join(dir, `broker-${node.id}.properties`);
  const inJava = ['-cp', join(jars, '*'), ...logging];
  await mkdir(home, { recursive: true });
  await writeFile(file, settingsOf(node, nodes, home, settings(node)));
  if (!existsSync(join(home, 'meta.properties'))) {
    const formatted = spawnSync(java, ['-XX:TieredStopAtLevel=1', ...inJava, 'kafka.tools.StorageTool', 'format', '-t', await clusterId(dir), '-c', file], { encoding: 'utf8' });
    if (formatted.status !== 0) throw new Error(`Kafka could not prepare ${home}:\n${formatted.stdout}${formatted.stderr}`);
  }
  return program({
    name: `Kafka broker ${node.id}`, command: java, log: join(dir, `broker-${node.id}.log`),
    // It runs for minutes and shares the processors with all that is tested on it: what compiling once more would give comes too late.
    args: ['-XX:TieredStopAtLevel=1', '-Xmx512m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError', ...inJava, 'kafka.Kafka', file],
    ready: (said) => said().includes('Kafka Server started'),
  });
}

/** Starts one broker or three on free ports of 127.0.0.1; resolves once they serve. */
export async function startBrokers(options: ClusterOptions): Promise<Cluster> {
  await mkdir(options.dir, { recursive: true });
  const ports = await freePorts(2 * options.brokers);
  const nodes = Array.from({ length: options.brokers }, (_, at): Node => ({ id: at + 1, port: ports[2 * at] ?? 0, controller: ports[2 * at + 1] ?? 0 }));
  const brokers: Program[] = [];
  for (const node of nodes) brokers.push(await prepare(options, node, nodes));
  const stop = async (): Promise<void> => { await Promise.all(brokers.map((broker) => broker.stop())); };
  // Together: a controller waits for its majority.
  await Promise.all(brokers.map((broker) => broker.start())).catch(async (error: unknown) => { await stop(); throw error; });
  return { addresses: nodes.map(({ port }) => `127.0.0.1:${port}`), brokers, stop };
}
