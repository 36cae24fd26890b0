import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePorts } from '@cpom/service/free-ports';
import { program, type Program } from './program.ts';

/** What the database is made of. */
export interface DatabaseOptions {
  /** Its data; the same folder again goes on with them. */
  readonly dir: string;
  /** The Python that holds it (fetch.ts). */
  readonly python: string;
}

/** A running server that speaks MongoDB's protocol; it is not MongoDB: its speed and its failovers say nothing of MongoDB's. */
export interface Database {
  readonly url: string;
  readonly server: Program;
}

const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  const end = (yes: boolean) => () => { socket.destroy(); resolve(yes); };
  socket.once('connect', end(true)).once('error', end(false));
});

/** Starts the database on a free port of 127.0.0.1, durable at each commit; resolves once it answers. */
export async function startDatabase({ dir, python }: DatabaseOptions): Promise<Database> {
  const [port = 0] = await freePorts(1);
  const data = join(dir, 'wiredtiger');
  await mkdir(data, { recursive: true });
  const server = program({
    name: 'SecantusDB', command: python, log: join(dir, 'database.log'),
    args: ['-c', 'from secantus.cli import main; main()', '--host', '127.0.0.1', '--port', String(port), '--storage-path', data, '--sync-on-commit', '--log-level', 'WARNING'],
    ready: () => answers(port),
  });
  await server.start();
  return { url: `mongodb://127.0.0.1:${port}/?directConnection=true`, server };
}
