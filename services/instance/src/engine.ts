import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openCheckpoints, openEmbedded, openEmbeddedBus, type Log, type Ports } from '@cpom/platform';
import type { InstanceInfo } from '@cpom/service';
import type { EngineChoice } from './engine-settings.ts';
import { topicsOf } from './topics.ts';

/** What keeps an instance's data: its bus, and the ports of each service. */
export interface Engine {
  /** Rejects when the bus does not answer. */
  busAnswers(): Promise<unknown>;
  portsOf(service: string): Promise<Ports>;
  /** Lets go of the bus; the ports are closed before, by who opened them. */
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly info: InstanceInfo;
  /** The instance's folder; the distributed engine keeps nothing there. */
  readonly dir: string;
  readonly log: Log;
}

const faultOf = (log: Log) => (error: unknown, group: string): void => { log.error({ err: error, group }, 'a batch failed and comes again'); };

function embedded({ dir, log }: EngineOptions): Engine {
  const checkpoints = openCheckpoints((err) => { log.warn({ err }, 'the log of a file was not carried into it; it will be'); });
  const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite'), onFault: faultOf(log), checkpoints });
  return {
    busAnswers: () => bus.lags(),
    portsOf: (service) => openEmbedded({ dir, service, bus, newEpochId: randomUUID, checkpoints }),
    close: async () => {
      await bus.close();
      await checkpoints.close();
    },
  };
}

type Distributed = EngineChoice & { kind: 'distributed' };

/** How the databases, topics and groups of an instance are called on servers that several may share. */
export function namesOn({ namespace }: Distributed, { code }: Pick<InstanceInfo, 'code'>): { readonly database: string; readonly prefix: string } {
  const database = namespace === '' ? code : `${namespace}-${code}`;
  return { database, prefix: `cpom.${database}.` };
}

async function distributed(choice: Distributed, { info, log }: EngineOptions): Promise<Engine> {
  // Loaded where it is used: an instance on the embedded engine does not carry the two clients.
  const { openDistributed, openDistributedBus } = await import('@cpom/platform/distributed');
  const { database, prefix } = namesOn(choice, info);
  const { copies, ...connection } = choice.kafka;
  const bus = await openDistributedBus({
    ...connection, prefix, topics: topicsOf[info.kind], log, onFault: faultOf(log),
    ...(copies === undefined ? {} : { shape: { partitions: 3, copies } }),
  });
  const portsOf = (service: string): Promise<Ports> => openDistributed({ ...choice.mongo, instance: database, service, bus, newEpochId: randomUUID });
  const busAnswers = async (): Promise<void> => { if (!(await bus.answers())) throw new Error('no Kafka broker answers'); };
  return { busAnswers, portsOf, close: () => bus.close() };
}

/** Opens the engine chosen: the one place where the two part. */
export const openEngine = (choice: EngineChoice, options: EngineOptions): Promise<Engine> =>
  choice.kind === 'distributed' ? distributed(choice, options) : Promise.resolve(embedded(options));
