import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startBrokers, type Cluster } from './broker.ts';
import { startDatabase, type Database } from './database.ts';
import { fetchDatabase, fetchJars, type Place } from './fetch.ts';
import { findJava } from './needs.ts';

/** Which servers are asked for, and where their data are. */
export interface LocalOptions extends Place {
  readonly dir: string;
  /** How many brokers; 0: only the database. */
  readonly brokers: 0 | 1 | 3;
  /** False: only the brokers. */
  readonly database: boolean;
}

/** The servers that run; what was not asked for is absent. */
export interface LocalEngine {
  readonly database?: Database;
  readonly cluster?: Cluster;
  stop(): Promise<void>;
}

async function startCluster(options: LocalOptions, brokers: 1 | 3): Promise<Cluster> {
  const java = findJava(options.path);
  const jars = await fetchJars(options);
  // Apart by their number: a cluster of three does not go on with the data of one.
  return startBrokers({ dir: join(options.dir, `kafka-${brokers}`), brokers, java, jars });
}

/** Fetches what is not there yet. Rejects with `Lacking` when a program is missing. */
export async function fetchAll(place: Place): Promise<void> {
  findJava(place.path);
  await Promise.all([fetchJars(place), fetchDatabase(place)]);
}

/** Starts the servers asked for; when one cannot start, the others are stopped and the reason is thrown. */
export async function startLocalEngine(options: LocalOptions): Promise<LocalEngine> {
  await mkdir(options.dir, { recursive: true });
  const [cluster, database] = await Promise.allSettled([
    options.brokers === 0 ? undefined : startCluster(options, options.brokers),
    options.database ? fetchDatabase(options).then((python) => startDatabase({ dir: join(options.dir, 'database'), python })) : undefined,
  ]);
  const found = {
    ...(cluster.status === 'fulfilled' && cluster.value ? { cluster: cluster.value } : {}),
    ...(database.status === 'fulfilled' && database.value ? { database: database.value } : {}),
  };
  const stop = async (): Promise<void> => { await Promise.all([found.cluster?.stop(), found.database?.server.stop()]); };
  for (const outcome of [cluster, database]) if (outcome.status === 'rejected') { await stop(); throw outcome.reason; }
  return { ...found, stop };
}

/** Deletes the data of the engine, and nothing else that may lie in the folder. */
export async function emptyEngine(dir: string): Promise<void> {
  for (const name of ['kafka-1', 'kafka-3', 'database']) await rm(join(dir, name), { recursive: true, force: true });
}
