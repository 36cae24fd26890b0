import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Bus } from '@cpom/platform';
import { databaseName, openDatabase } from '../../libs/platform/src/distributed/database.ts';
import { openDistributed } from '../../libs/platform/src/distributed/open.ts';
import { mortalDatabase, onMortalDatabase, type MortalDatabase } from './database.fixture.ts';

let database: MortalDatabase;
const bus: Bus = { publish: () => Promise.resolve(), subscribe: () => Promise.reject(new Error('no bus here')), lags: () => Promise.resolve([]) };
const open = (url: string, credentials?: { user: string; password: string }) =>
  openDistributed({ url, instance: '24', service: 'contracts', patienceMs: 1_000, bus, newEpochId: randomUUID, ...(credentials ? { credentials } : {}) });

onMortalDatabase('the user of a database (SecantusDB)', () => {
  beforeAll(async () => {
    database = await mortalDatabase();
    await database.start();
    const { connection, close } = await openDatabase({ url: database.url, instance: '24', service: 'contracts' });
    const admin = connection.getClient().db('admin');
    await admin.command({ createUser: 'owner', pwd: 'top-secret', roles: [{ role: 'readWrite', db: 'cpom_24_contracts' }] });
    await admin.command({ createUser: 'reader', pwd: 'top-secret', roles: [{ role: 'read', db: 'cpom_24_contracts' }] });
    await admin.command({ createUser: 'neighbour', pwd: 'top-secret', roles: [{ role: 'readWrite', db: 'cpom_24_directory' }] });
    await close();
    await database.kill();
    await database.start('--auth');
  }, 300_000);
  afterAll(() => database.remove());

  test('given the user of the service, with rights on its database alone, then it has all it needs', async () => {
    const ports = await open(database.url, { user: 'owner', password: 'top-secret' });
    expect((await ports.journal.head()).position).toBe(0);
    expect(await ports.state.put('key', 1)).toBe(true);
    const { sha256 } = await ports.files.put((async function* () { yield Buffer.from('text'); })(), 10);
    await ports.files.get(sha256);
    await ports.views.define({ name: 'rows', version: 1, indexes: ['region'] });
    await ports.close();
  });

  test.each([['reader'], ['neighbour']])('given a user who may not write there (%s), then opening fails and says which right is missing, without the password', async (user) => {
    const fault = await open(database.url, { user, password: 'top-secret' }).then(() => undefined, (error: unknown) => error as Error);
    expect(fault?.message).toMatch(/the user may not use cpom_24_contracts; grant it the role readWrite/);
    expect(fault?.message).not.toContain('top-secret');
  });

  test('given a wrong password, then opening fails and says so', async () => {
    const fault = await open(database.url, { user: 'owner', password: 'wrong-one' }).then(() => undefined, (error: unknown) => error as Error);
    expect(fault?.message).toMatch(/does not accept the user or the password given for cpom_24_contracts/);
    expect(fault?.message).not.toContain('wrong-one');
  });

  test('given nobody at the address, then opening fails within its patience and names the address, without credentials', async () => {
    const fault = await open('mongodb://somebody:top-secret@127.0.0.1:1/').then(() => undefined, (error: unknown) => error as Error);
    expect(fault?.message).toMatch(/MongoDB is not reachable at 127\.0\.0\.1:1 for cpom_24_contracts/);
    expect(fault?.message).not.toContain('top-secret');
  });

  test('given a server that answers nothing, then opening fails within its patience', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => { silent.listen(0, '127.0.0.1', resolve); });
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(open(`mongodb://127.0.0.1:${port}/?directConnection=true`)).rejects.toThrow(/not reachable at 127\.0\.0\.1/);
    silent.close();
  }, 90_000);

  test.each(['', 'a b', '../x', 'a.b', '$x', 'x'.repeat(60)])('« %s » is no name of an instance', (instance) => {
    expect(() => databaseName(instance, 'contracts')).toThrow('cannot be the name of a database');
  });
});
