import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import { clearFault } from './database-faults.ts';
import { mendDriver } from './driver-lines.ts';

/** Where a service's database is, and as whom it is entered. TLS and credentials may also stand in the URL. */
export interface DatabaseOptions {
  /** `mongodb://…` or `mongodb+srv://…`: a replica set, for without one there is no majority. */
  readonly url: string;
  /** The instance's code: `24`, `nation`. */
  readonly instance: string;
  readonly service: string;
  readonly credentials?: { readonly user: string; readonly password: string; readonly source?: string };
  /** Files in PEM: the authority that signed the server, and our own certificate with its key where the server asks for one. */
  readonly tls?: { readonly authorityFile?: string; readonly certificateFile?: string };
  /** How long an operation looks for a server that may write before it fails; an election takes about ten seconds. */
  readonly patienceMs?: number;
}

/** An open database. Whoever opened it closes it. */
export interface Database {
  readonly name: string;
  readonly connection: Connection;
  readonly patienceMs: number;
  close(): Promise<void>;
}

/** Each service has a database of its own, so that its user needs rights on nothing else. */
export function databaseName(instance: string, service: string): string {
  const name = `cpom_${instance}_${service}`;
  if (!/^cpom_[a-z0-9-]+_[a-z0-9-]+$/i.test(name) || name.length > 60) throw new Error(`${name} cannot be the name of a database`);
  return name;
}

/** A write is acknowledged once a majority has it on disk, and nothing is read that a failover could take back. */
export const durably = { w: 'majority', j: true } as const;

const defaultPatienceMs = 15_000;

function settings({ credentials, tls, patienceMs = defaultPatienceMs }: DatabaseOptions): ConnectOptions {
  return {
    writeConcern: durably,
    readConcernLevel: 'majority',
    readPreference: 'primary',
    serverSelectionTimeoutMS: patienceMs,
    connectTimeoutMS: patienceMs,
    // A server that holds a line and says nothing any more: the outcome is then unknown, and settled as such.
    socketTimeoutMS: Math.max(30_000, patienceMs * 2),
    promoteBuffers: true,
    bufferCommands: false,
    // At most ten lines to the server for a process: with the driver's usual hundred a page took more processor time (`npm run bench:france`).
    maxPoolSize: 10,
    autoIndex: false,
    autoCreate: false,
    ...(credentials ? { auth: { username: credentials.user, password: credentials.password }, authSource: credentials.source ?? 'admin' } : {}),
    ...(tls ? { tls: true } : {}),
    ...(tls?.authorityFile ? { tlsCAFile: tls.authorityFile } : {}),
    ...(tls?.certificateFile ? { tlsCertificateKeyFile: tls.certificateFile } : {}),
  };
}

/** Connects, with a connection of its own. Rejects with a fault that says what to look at; never with the password. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const name = databaseName(options.instance, options.service);
  mendDriver();
  const connection = mongoose.createConnection(options.url, { ...settings(options), dbName: name });
  try {
    await connection.asPromise();
  } catch (fault) {
    await connection.destroy(true);
    throw clearFault(fault, name, options.url);
  }
  return { name, connection, patienceMs: options.patienceMs ?? defaultPatienceMs, close: () => connection.destroy() };
}
