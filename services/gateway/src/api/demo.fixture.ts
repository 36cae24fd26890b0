import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../signin/browser.fixture.ts';
import type { Endpoint } from './core/endpoint.ts';
import { shown } from './core/shown.ts';

type Known = Pick<Endpoint<never>, 'id' | 'path' | 'method' | 'reply' | 'file'>;

export interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly file?: Blob;
  /** Names the request: a repeat changes nothing. */
  readonly key?: string;
}

/** A program that uses the API as somebody. */
export interface Client {
  /** Calls an endpoint by its id; fails unless the reply is exactly what its schema says. */
  call(id: string, parts?: Parts): Promise<Record<string, unknown>>;
  /** The same without looking at the reply. */
  send(id: string, parts?: Parts): Promise<Response>;
}

export interface Demo {
  signIn(site: 'nation' | 'region', account: RegExp, endpoints: readonly Known[]): Promise<Client>;
  /** Endpoints that have answered as their schema says. */
  readonly answered: Set<string>;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL('../../../instance/src/main.ts', import.meta.url));

const isFree = (port: number): Promise<boolean> => new Promise((resolve) => {
  const server = createServer().once('error', () => { resolve(false); });
  server.listen(port, '127.0.0.1', () => { server.close(() => { resolve(true); }); });
});

async function freePorts(count: number): Promise<number> {
  for (let port = 21_000 + Math.floor(Math.random() * 20_000); ; port += count) {
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(port + index)));
    if (free.every(Boolean)) return port;
  }
}

function bodyOf({ body = {}, file }: Parts, field: string | undefined): { readonly body: string | FormData; readonly type?: string } {
  if (field === undefined || file === undefined) return { body: JSON.stringify(body), type: 'application/json' };
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) form.append(name, String(value));
  form.append(field, file, 'piece.pdf');
  return { body: form };
}

function requestOf(endpoint: Known, parts: Parts, csrf: string): { readonly path: string; readonly init: RequestInit } {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(parts.params?.[name] ?? ''));
  const query = parts.query ? `?${new URLSearchParams(parts.query).toString()}` : '';
  if (endpoint.method === 'get') return { path: path + query, init: {} };
  const { body, type } = bodyOf(parts, endpoint.file);
  return { path: path + query, init: { method: 'POST', body, headers: { 'x-csrf-token': csrf, ...(parts.key === undefined ? {} : { 'idempotency-key': parts.key }), ...(type === undefined ? {} : { 'content-type': type }) } } };
}

/** Holds a reply against the schema of its endpoint: nothing missing, nothing more. */
function check({ id, reply }: Known, body: unknown): Record<string, unknown> {
  if (reply === 'file') throw new Error(`${id} gives a file`);
  const read = reply.safeParse(body);
  if (!read.success) throw new Error(`${id}: ${read.error.message}`);
  if (JSON.stringify(shown(reply, body)) !== JSON.stringify(body)) throw new Error(`${id} says more than its schema`);
  return body as Record<string, unknown>;
}

async function clientOf(origin: string, account: RegExp, endpoints: readonly Known[], answered: Set<string>): Promise<Client> {
  const browser = openBrowser();
  const choice = await browser.follow(await browser.get(`${origin}/connexion`));
  const names = [...(await choice.response.text()).matchAll(/name="compte" value="([^"]+)"/g)].map(([, name = '']) => name);
  const compte = names.find((name) => account.test(name));
  if (compte === undefined) throw new Error(`no account like ${String(account)} among ${names.join(' ')}`);
  await (await browser.follow(await browser.post(choice.url, { compte }))).response.text();
  const me = (await (await browser.get(`${origin}/api/v1/me`)).json()) as { csrf: string };
  const found = (id: string): Known => {
    const endpoint = endpoints.find((one) => one.id === id);
    if (!endpoint) throw new Error(`no endpoint ${id}`);
    return endpoint;
  };
  const send: Client['send'] = (id, parts = {}) => {
    const { path, init } = requestOf(found(id), parts, me.csrf);
    return browser.send(`${origin}/api/v1${path}`, init);
  };
  return {
    send,
    call: async (id, parts) => {
      const response = await send(id, parts);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${id}: ${response.status} ${text}`);
      const body = found(id).reply === 'file' ? { text } : check(found(id), JSON.parse(text));
      answered.add(id);
      return body;
    },
  };
}

/** The demonstration as `npm start` starts it: the nation and two regions, on ports and data of its own. */
export async function startDemo(): Promise<Demo> {
  const [port, dir] = [await freePorts(4), await mkdtemp(join(tmpdir(), 'cpom-api-'))];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '', PORT: String(port), DATA_DIR: dir } });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => { if (line.includes('Connectez-vous')) resolve(); });
    child.once('exit', () => { reject(new Error(`the demonstration did not start: ${said.join('')}`)); });
  });
  const answered = new Set<string>();
  return {
    answered,
    signIn: (site, account, endpoints) => clientOf(`http://127.0.0.1:${site === 'nation' ? port : port + 1}`, account, endpoints, answered),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
