import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '../../services/gateway/src/api/core/endpoint.ts';
import { shown } from '../../services/gateway/src/api/core/shown.ts';
import { startDemoProcess } from '../support/demo-process.ts';
import { visit, type Visitor } from '../support/visitor.ts';

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

function clientOf({ send: ask, csrf }: Visitor, endpoints: readonly Known[], answered: Set<string>): Client {
  const found = (id: string): Known => {
    const endpoint = endpoints.find((one) => one.id === id);
    if (!endpoint) throw new Error(`no endpoint ${id}`);
    return endpoint;
  };
  const send: Client['send'] = (id, parts = {}) => {
    const { path, init } = requestOf(found(id), parts, csrf);
    return ask(`/api/v1${path}`, init);
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

/** The demonstration, and programs that use its API. */
export async function startDemo(): Promise<Demo> {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-api-'));
  const demo = await startDemoProcess({ dir });
  const answered = new Set<string>();
  return {
    answered,
    signIn: async (site, account, endpoints) => clientOf(await visit(site === 'nation' ? demo.nation : demo.centre, account), endpoints, answered),
    stop: async () => {
      await demo.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
