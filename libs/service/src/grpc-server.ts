import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { Refusal } from '@cpom/kernel';
import type { Log } from '@cpom/platform';
import { authorise, type Allowed, type Rule } from './access.ts';
import { faultError, toServiceError } from './grpc-status.ts';
import type { Identity } from './identity.ts';
import { methodOf, served } from './telemetry/rpc.ts';
import type { ReplyOf, RequestOf, UnaryNames } from './unary.ts';

/** One function per unary RPC: the request, and the caller with the membership that gave the right. */
export type Handlers<S> = { readonly [K in UnaryNames<S>]: (request: RequestOf<S, K>, allowed: Allowed) => Promise<ReplyOf<S, K>> };
/** One rule per unary RPC: none can be forgotten, the compiler asks for each. */
export type Rules<S> = { readonly [K in UnaryNames<S>]: Rule<RequestOf<S, K>> };

export interface Mounted {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

export interface ServeOptions {
  readonly identity: Identity;
  readonly log: Log;
  /** Whose figures the calls are counted in. */
  readonly instance?: { readonly code: string };
}

type AnyHandler = (request: unknown, allowed: Allowed) => Promise<unknown>;

const toStatus = (error: unknown): ReturnType<typeof toServiceError> => (error instanceof Refusal ? toServiceError(error) : faultError);

/** A fault is logged where its trace is known, then thrown on. */
function noted(error: unknown, log: Log, rpc: string): never {
  if (!(error instanceof Refusal)) log.error({ err: error, rpc }, 'fault');
  throw error;
}

/** What a handler threw, told to the caller: a refusal in its words, a fault without any. */
export function tell(error: unknown, log: Log, rpc: string): ReturnType<typeof toServiceError> {
  if (!(error instanceof Refusal)) log.error({ err: error, rpc }, 'fault');
  return toStatus(error);
}

const tokenOf = (call: { metadata: ServerUnaryCall<unknown, unknown>['metadata'] }): string | undefined => call.metadata.get('identity')[0]?.toString();

/** Turns handlers and rules into a gRPC implementation that verifies the identity and the right before anything else. */
export function mount<S>(definition: ServiceDefinition, handlers: Handlers<S>, rules: Rules<S>, { identity, log, instance }: ServeOptions): Mounted {
  const implementation: UntypedServiceImplementation = {};
  for (const [rpc, handler] of Object.entries(handlers) as [string, AnyHandler][]) {
    const rule = (rules as Record<string, Rule<unknown> | undefined>)[rpc];
    if (!rule) throw new Error(`RPC ${rpc} has no access rule`);
    const method = methodOf(definition[rpc]?.path ?? rpc);
    const answer = (call: ServerUnaryCall<unknown, unknown>): Promise<unknown> => identity.verify(tokenOf(call))
      .then((caller) => authorise(rule, caller, call.request))
      .then((allowed) => handler(call.request, allowed))
      .catch((error: unknown) => noted(error, log, rpc));
    implementation[rpc] = (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => {
      served(method, instance?.code, call.metadata, () => answer(call))
        .then((reply) => { callback(null, reply); }, (error: unknown) => { callback(toStatus(error)); });
    };
  }
  return { definition, implementation };
}

export interface RunningServer {
  /** host:port */
  readonly address: string;
  stop(): Promise<void>;
}

/** Largest message that a service takes: a page of rows, never a file. */
const maxMessageBytes = 8 * 1024 * 1024;

/** Listens on the address (port 0: any free one). Stopping lets running calls end, 3 s at most. */
export async function listen(mounted: readonly Mounted[], address: string, credentials = ServerCredentials.createInsecure()): Promise<RunningServer> {
  const server = new Server({ 'grpc.max_receive_message_length': maxMessageBytes });
  for (const { definition, implementation } of mounted) server.addService(definition, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(address, credentials, (error, bound) => { if (error) reject(error); else resolve(bound); });
  });
  return {
    address: `${address.slice(0, address.lastIndexOf(':'))}:${port}`,
    stop: () => new Promise((resolve) => {
      const force = setTimeout(() => { server.forceShutdown(); resolve(); }, 3_000);
      server.tryShutdown(() => { clearTimeout(force); resolve(); });
    }),
  };
}
