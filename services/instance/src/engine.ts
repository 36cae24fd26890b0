import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openEmbedded, openEmbeddedBus, type Log, type Ports } from '@cpom/platform';
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
  const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite'), onFault: faultOf(log) });
  return {
    busAnswers: () => bus.lags(),
    portsOf: (service) => openEmbedded({ dir, service, bus, newEpochId: randomUUID }),
    close: () => bus.close(),
  };
}

async function distributed({ namespace, mongo, kafka }: EngineChoice & { kind: 'distributed' }, { info, log }: EngineOptions): Promise<Engine> {
  // Loaded where it is used: an instance on the embedded engine does not carry the two clients.
  const { openDistributed, openDistributedBus } = await import('@cpom/platform/distributed');
  const name = namespace === '' ? info.code : `${namespace}-${info.code}`;
  const { copies, ...connection } = kafka;
  const bus = await openDistributedBus({
    ...connection, prefix: `cpom.${name}.`, topics: topicsOf[info.kind], log, onFault: faultOf(log),
    ...(copies === undefined ? {} : { shape: { partitions: 3, copies } }),
  });
  const portsOf = (service: string): Promise<Ports> => openDistributed({ ...mongo, instance: name, service, bus, newEpochId: randomUUID });
  const busAnswers = async (): Promise<void> => { if (!(await bus.answers())) throw new Error('no Kafka broker answers'); };
  return { busAnswers, portsOf, close: () => bus.close() };
}

/** Opens the engine chosen: the one place where the two part. */
export const openEngine = (choice: EngineChoice, options: EngineOptions): Promise<Engine> =>
  choice.kind === 'distributed' ? distributed(choice, options) : Promise.resolve(embedded(options));
