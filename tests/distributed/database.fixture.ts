import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fetchDatabase } from '../../infra/local/fetch.ts';
import { findPython } from '../../infra/local/needs.ts';
import { freePorts } from '@cpom/service';
import { program } from '../../infra/local/program.ts';

/** A database of our own that can be killed and come back on the same port and data. SecantusDB, the stand-in: never MongoDB. */
export interface MortalDatabase {
  readonly url: string;
  start(...more: readonly string[]): Promise<void>;
  kill(): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

const answers = (port: number): Promise<boolean> => new Promise((done) => {
  const socket = connect(port, '127.0.0.1');
  const end = (yes: boolean) => () => { socket.destroy(); done(yes); };
  socket.once('connect', end(true)).once('error', end(false));
});

/** A database that is not started yet; its program is fetched where it is not there. */
export async function mortalDatabase(): Promise<MortalDatabase> {
  const cache = resolve(process.env['ENGINE_DIR'] ?? '.cache/engine');
  const python = await fetchDatabase({ cache, path: process.env['PATH'] ?? '', say: (sentence) => { process.stderr.write(`${sentence}\n`); } });
  const dir = await mkdtemp(join(tmpdir(), 'cpom-database-'));
  const [port = 0] = await freePorts(1);
  const args = ['-c', 'from secantus.cli import main; main()', '--host', '127.0.0.1', '--port', String(port), '--storage-path', join(dir, 'data'), '--sync-on-commit', '--log-level', 'WARNING'];
  const recipe = { name: 'SecantusDB', command: python, log: join(dir, 'log'), ready: () => answers(port) };
  let server = program({ ...recipe, args });
  return {
    url: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    start: async (...more) => {
      server = program({ ...recipe, args: [...args, ...more] });
      await server.start();
    },
    kill: () => server.kill(),
    remove: async () => {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Tests that kill a database. Where the stand-in cannot be had they are left out by name; in CI they fail. */
export function onMortalDatabase(name: string, body: () => void): void {
  try {
    findPython(process.env['PATH'] ?? '');
  } catch (lacking) {
    if (process.env['CI'] === 'true') throw lacking;
    describe.skip(`${name} (left out: ${(lacking as Error).message.split('\n')[0] ?? ''})`, body);
    return;
  }
  describe(name, body);
}
