import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceNames } from '../../services/instance/src/services.ts';
import { afterRestore, copyAll, putBack, type Databases } from '../distributed/restore.fixture.ts';
import { infoOf, type Fleet, type Servers } from './fleet.ts';
import { within } from './happened.ts';

/** Old copies of instances, as docs/operating.md has an operator make them and put them back, while the instance is stopped. */
export interface Copies {
  take(instance: string): Promise<void>;
  putBack(instance: string): Promise<void>;
}

/** Its folder, whole. */
function foldersOf(fleet: Fleet): Copies {
  const [place, kept] = [(instance: string): string => join(fleet.dir, instance), (instance: string): string => join(fleet.dir, 'copies', instance)];
  const replace = async (to: string, from: string): Promise<void> => { await rm(to, { recursive: true, force: true }); await cp(from, to, { recursive: true }); };
  return { take: (instance) => replace(kept(instance), place(instance)), putBack: (instance) => replace(place(instance), kept(instance)) };
}

const goneWithinMs = 60_000;

/** Its databases, through their own protocol; then the command that forgets what follows from the journals. Kafka goes on meanwhile. */
function databasesOf(fleet: Fleet, { mongoUrl, kafkaBrokers }: Servers): Copies {
  const copies = new Map<string, Awaited<ReturnType<typeof copyAll>>>();
  const of = (instance: string): Databases => ({
    url: mongoUrl, instance: `${fleet.namespaceOf(instance)}-${instance}`, services: serviceNames[infoOf(instance).kind].filter((service) => !['gate', 'gateway'].includes(service)),
  });
  const settings = (instance: string): Record<string, string> => ({
    CPOM_ENGINE: 'distributed', CPOM_INSTANCE: instance, CPOM_NAMESPACE: fleet.namespaceOf(instance), MONGO_URL: mongoUrl, KAFKA_BROKERS: kafkaBrokers.join(','), DATA_DIR: fleet.dir,
  });
  return {
    take: async (instance) => { copies.set(instance, await copyAll(of(instance))); },
    putBack: async (instance) => {
      await putBack(of(instance), copies.get(instance) ?? []);
      // Killed members count as working until their session is over: the command says so, and is run again.
      let said = '';
      const done = await within(goneWithinMs, async () => { const ended = await afterRestore(settings(instance)); said = ended.said; return ended.code === 0; });
      if (!done) throw new Error(`after-restore of ${instance}: ${said}`);
    },
  };
}

export const copiesOf = (fleet: Fleet, servers: Servers | undefined): Copies => (servers ? databasesOf(fleet, servers) : foldersOf(fleet));
