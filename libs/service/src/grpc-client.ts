import { credentials, Metadata, type ChannelCredentials, type Client, type ClientOptions, type ServiceDefinition } from '@grpc/grpc-js';
import { fromServiceError } from './grpc-status.ts';
import { called, methodOf } from './telemetry/rpc.ts';
import type { ReplyOf, RequestOf, UnaryNames } from './unary.ts';

/** The unary RPCs of a service as functions that return promises and reject with the service's own Refusal. */
export type Calls<S> = { readonly [K in UnaryNames<S>]: (request: RequestOf<S, K>) => Promise<ReplyOf<S, K>> };

/** A generated client class. */
export interface ClientClass<C extends Client> {
  new (address: string, credentials: ChannelCredentials, options?: Partial<ClientOptions>): C;
  readonly service: ServiceDefinition;
}

export interface Connection<S> {
  /** Calls on behalf of the bearer of this identity. */
  as(token: string): Calls<S>;
  /** Resolves once the service can be reached; rejects when it cannot within a second and a half. */
  reachable(): Promise<void>;
  close(): void;
}

/** How calls reach a service. */
export interface Road {
  /** Rejects with a `ServiceError`. */
  send(rpc: string, request: unknown, metadata: Metadata): Promise<unknown>;
  reachable(): Promise<void>;
  close(): void;
}

/** No call lasts longer. */
export const deadlineMilliseconds = 10_000;

/** The calls of a service over a road: each carries an identity, and is a part of the trace that makes it. */
export function connectionOver<S>(definition: ServiceDefinition, service: string, { send, reachable, close }: Road): Connection<S> {
  const methods = Object.entries(definition).map(([rpc, { path }]) => [rpc, methodOf(path)] as const);
  const invoke = (rpc: string, method: string, request: unknown, metadata: Metadata): Promise<unknown> => called(method, metadata, (carrying) => send(rpc, request, carrying)
    .catch((error: unknown) => { throw fromServiceError(error, service); }));
  return {
    reachable, close,
    as: (token) => {
      const metadata = new Metadata();
      metadata.set('identity', token);
      return Object.fromEntries(methods.map(([rpc, method]) => [rpc, (request: unknown) => invoke(rpc, method, request, metadata)])) as Calls<S>;
    },
  };
}

type Invoke = (request: unknown, metadata: Metadata, options: { deadline: number }, callback: (error: unknown, reply: unknown) => void) => unknown;

/** Connects to a service: `S` is its generated server interface. Deadlines on every call; reconnects by itself. */
export function connect<S, C extends Client>(ClientOf: ClientClass<C>, service: string, address: string, channel = credentials.createInsecure(), options: Partial<ClientOptions> = {}): Connection<S> {
  const client = new ClientOf(address, channel, { 'grpc.max_receive_message_length': 32 * 1024 * 1024, 'grpc.max_reconnect_backoff_ms': 2_000, ...options });
  return connectionOver<S>(ClientOf.service, service, {
    send: (rpc, request, metadata) => new Promise((resolve, reject) => {
      const method = (client as unknown as Record<string, Invoke>)[rpc];
      method?.call(client, request, metadata, { deadline: Date.now() + deadlineMilliseconds }, (error, reply) => {
        if (error) reject(error as Error);
        else resolve(reply);
      });
    }),
    reachable: () => new Promise((resolve, reject) => {
      client.waitForReady(Date.now() + 1_500, (error) => { if (error) reject(error); else resolve(); });
    }),
    close: () => { client.close(); },
  });
}
