import { randomUUID } from 'node:crypto';
import { onEngine } from '@cpom/testing';
import { openDatabase, type Database, type DatabaseOptions } from './database.ts';

/** What a test asks: where the database is. */
export interface GivenDatabase {
  readonly url: string;
  /** Options for a service of an instance that nobody else has. */
  fresh(service?: string): DatabaseOptions;
}

/** Tests that need the database of the distributed engine alone, at the top of a test file. */
export const onDatabase = (name: string, body: (given: () => GivenDatabase) => void): Promise<void> =>
  onEngine(name, (given) => {
    const fresh = (service = 'test'): DatabaseOptions => ({ url: given().mongoUrl, instance: randomUUID().slice(0, 18), service });
    body(() => ({ url: given().mongoUrl, fresh }));
  }, { broker: false });

/** Works on the database through a connection of its own, as somebody with access to it could. */
export async function behind<T>(options: DatabaseOptions, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(options);
  return work(database).finally(() => database.close());
}

/** Deletes the database of a test. */
export const remove = (options: DatabaseOptions): Promise<unknown> => behind(options, ({ connection }) => connection.dropDatabase());
