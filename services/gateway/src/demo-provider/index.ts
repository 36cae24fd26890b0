import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DemoAccount, DemoClient } from './accounts.ts';
import { demoProviderApp } from './app.ts';
import { providerKeys } from './keys.ts';

export type { DemoAccount, DemoClient } from './accounts.ts';

export interface DemoProviderOptions {
  /** On 127.0.0.1; 0 lets the machine choose. */
  readonly port: number;
  readonly accounts: readonly DemoAccount[];
  readonly clients: readonly DemoClient[];
  /** Where the keys are kept from one start to the next. */
  readonly dir: string;
  /** Refuse unknown parameters and short secrets, as ProConnect does. Then PKCE must be off. */
  readonly strict?: boolean;
}

/** A running stand-in for ProConnect: fictitious people, no password, this machine only. */
export interface DemoProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts the stand-in; rejects when the port is taken. */
export async function startDemoProvider({ port, accounts, clients, dir, strict = false }: DemoProviderOptions): Promise<DemoProvider> {
  const keys = await providerKeys(dir);
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listening(server, port)}`;
  server.on('request', demoProviderApp({ issuer, accounts, clients, keys, strict }));
  return { issuer, stop: () => closed(server) };
}
