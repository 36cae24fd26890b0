import type { Bus, Ports } from '../ports/index.ts';
import { openDatabase, type Database, type DatabaseOptions } from './database.ts';
import { clearFault } from './database-faults.ts';
import { filesOn } from './files.ts';
import { journalOn, type JournalOptions } from './journal.ts';
import { stateOn } from './state.ts';
import { viewsOn } from './views.ts';

/** Where a service keeps what it holds: a database of its own. The bus is the instance's and stays open. */
export interface DistributedOptions extends DatabaseOptions, JournalOptions {
  readonly bus: Bus;
}

async function portsOn(database: Database, options: DistributedOptions): Promise<Ports> {
  const { connection } = database;
  const [journal, files] = await Promise.all([journalOn(database, options), filesOn(connection)]);
  const close = async (): Promise<void> => {
    await journal.close();
    await database.close();
  };
  return { journal, files, bus: options.bus, views: viewsOn(connection), state: stateOn(connection), close };
}

/** The ports of one service on a MongoDB replica set, through one connection. Rejects with a fault that says what to look at. */
export async function openDistributed(options: DistributedOptions): Promise<Ports> {
  const database = await openDatabase(options);
  return portsOn(database, options).catch(async (fault: unknown) => {
    await database.close();
    throw clearFault(fault, database.name, options.url);
  });
}
