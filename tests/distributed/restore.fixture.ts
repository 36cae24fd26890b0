import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../libs/platform/src/distributed/database.ts';
import { runCommand, type Ran } from '../support/command.ts';

const command = fileURLToPath(new URL('../../services/instance/src/after-restore.ts', import.meta.url));

/** Where the databases of an instance are. */
export interface Databases {
  readonly url: string;
  readonly instance: string;
  readonly services: readonly string[];
}

/** A database as a tool that saves it has it: every document of every collection. */
interface Copy {
  readonly service: string;
  readonly collections: readonly { readonly name: string; readonly docs: readonly object[] }[];
}

async function inside<T>({ url, instance }: Databases, service: string, work: (database: NonNullable<Awaited<ReturnType<typeof openDatabase>>['connection']['db']>) => Promise<T>): Promise<T> {
  const { connection, close } = await openDatabase({ url, instance, service });
  if (!connection.db) throw new Error('not connected');
  return work(connection.db).finally(close);
}

/** Copies each database, one after the other, through the database's own protocol. */
export async function copyAll(of: Databases): Promise<readonly Copy[]> {
  const copies: Copy[] = [];
  for (const service of of.services) {
    copies.push(await inside(of, service, async (database) => {
      const names = (await database.listCollections().toArray()).map(({ name }) => name).filter((name) => !name.startsWith('system.'));
      const collections: Copy['collections'][number][] = [];
      for (const name of names) {
        collections.push({ name, docs: await database.collection(name).find({}).toArray() });
      }
      return { service, collections };
    }));
  }
  return copies;
}

/** Puts the documents of the copies back in the place of those that are there; what came since is emptied. */
export async function putBack(to: Databases, copies: readonly Copy[]): Promise<void> {
  for (const { service, collections } of copies) {
    await inside(to, service, async (database) => {
      const saved = new Map(collections.map(({ name, docs }) => [name, docs]));
      for (const { name } of await database.listCollections().toArray()) {
        const docs = saved.get(name) ?? [];
        if (name.startsWith('system.')) continue;
        await database.collection(name).deleteMany({});
        if (docs.length > 0) await database.collection(name).insertMany([...docs] as never);
      }
    });
  }
}

/** Runs the command that docs/operating.md names, with the settings of the instance; gives its exit code and what it said. */
export const afterRestore = (settings: Readonly<Record<string, string>>): Promise<Ran> => runCommand(command, settings);
