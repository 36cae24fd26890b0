import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openEmbedded, openEmbeddedBus, type Bus, type Ports } from '@cpom/platform';
import { openDistributed, openDistributedBus } from '@cpom/platform/distributed';
import { silentLog } from '@cpom/service';
import { topicsOf } from '../../services/instance/src/topics.ts';
import { infoOf, type Fleet, type Servers } from './fleet.ts';

/** What an instance kept, opened once its processes have ended. */
export interface FoundInstance {
  readonly bus: Bus;
  readonly topics: readonly string[];
  ports(service: string): Promise<Ports>;
  close(): Promise<void>;
}

/** Opens what an instance left, on its engine, by the same doors. */
export async function openFound(fleet: Fleet, servers: Servers | undefined, code: string): Promise<FoundInstance> {
  const opened: Ports[] = [];
  const topics = topicsOf[infoOf(code).kind];
  const keep = async (ports: Promise<Ports>): Promise<Ports> => { const one = await ports; opened.push(one); return one; };
  const dir = join(fleet.dir, code);
  if (fleet.engine === 'embedded' || !servers) {
    const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite') });
    const close = async (): Promise<void> => { for (const ports of opened) await ports.close(); await bus.close(); };
    return { bus, topics, close, ports: (service) => keep(openEmbedded({ dir, service, bus, newEpochId: randomUUID })) };
  }
  const name = `${fleet.namespaceOf(code)}-${code}`;
  const bus = await openDistributedBus({ brokers: servers.kafkaBrokers, prefix: `cpom.${name}.`, topics, log: silentLog });
  const close = async (): Promise<void> => { for (const ports of opened) await ports.close(); await bus.close(); };
  return { bus, topics, close, ports: (service) => keep(openDistributed({ url: servers.mongoUrl, instance: name, service, bus, newEpochId: randomUUID })) };
}
