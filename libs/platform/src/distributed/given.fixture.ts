import { randomUUID } from 'node:crypto';
import { engine } from '@cpom/testing';
import { openDatabase, type Database, type DatabaseOptions } from './database.ts';

/** What a test asks: where the database is. */
export interface GivenDatabase {
  readonly url: string;
  /** Options for a service of an instance that nobody else has. */
  fresh(service?: string): DatabaseOptions;
}

/** These tests need no broker: what is named here is never called. */
const noBroker = { KAFKA_BROKERS: 'none' };

/** Tests that need the database of the distributed engine, at the top of a test file. Where none can be had they are left out by name; in CI they fail. */
export async function onDatabase(name: string, body: (given: () => GivenDatabase) => void): Promise<void> {
  const started = await engine({ ...process.env, ...noBroker }).catch((fault: unknown) => fault as Error);
  if (started instanceof Error) {
    if (process.env['CI'] === 'true') throw started;
    describe.skip(`${name} (left out: ${started.message.split('\n')[0] ?? ''})`, () => body(() => { throw started; }));
    return;
  }
  describe(name, () => {
    afterAll(() => started.stop(), 60_000);
    const fresh = (service = 'test'): DatabaseOptions => ({ url: started.mongoUrl, instance: randomUUID().slice(0, 18), service });
    body(() => ({ url: started.mongoUrl, fresh }));
  });
}

/** Works on the database through a connection of its own, as somebody with access to it could. */
export async function behind<T>(options: DatabaseOptions, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(options);
  return work(database).finally(() => database.close());
}

/** Deletes the database of a test. */
export const remove = (options: DatabaseOptions): Promise<unknown> => behind(options, ({ connection }) => connection.dropDatabase());
