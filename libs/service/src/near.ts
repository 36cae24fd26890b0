import { Metadata, status, type Client, type MethodDefinition, type ServerUnaryCall, type ServiceError, type handleUnaryCall } from '@grpc/grpc-js';
import { connect, connectionOver, deadlineMilliseconds, type ClientClass, type Connection } from './grpc-client.ts';
import type { Mounted } from './grpc-server.ts';
import type { ServiceDeps } from './lifecycle.ts';

type Method = MethodDefinition<unknown, unknown>;

const asServiceError = (error: Partial<ServiceError>): ServiceError =>
  Object.assign(new Error(error.details ?? 'fault'), { code: error.code ?? status.UNKNOWN, details: error.details ?? '', metadata: error.metadata ?? new Metadata() });

const tooLate = (): ServiceError => asServiceError({ code: status.DEADLINE_EXCEEDED, details: 'deadline exceeded' });

/** What the handler answers, or a `ServiceError`; too late is an error too, whatever the handler still does. */
function answer(handler: handleUnaryCall<unknown, unknown>, call: ServerUnaryCall<unknown, unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => { reject(tooLate()); }, deadlineMilliseconds);
    handler(call, (error, reply) => {
      clearTimeout(late);
      if (error) reject(asServiceError(error as Partial<ServiceError>));
      else resolve(reply);
    });
  });
}

/** Calls the handler with the message as protobuf would have carried it: neither side holds an object of the other's. */
async function send({ definition, implementation }: Mounted, rpc: string, asked: unknown, metadata: Metadata): Promise<unknown> {
  const { requestSerialize, requestDeserialize, responseSerialize, responseDeserialize } = definition[rpc] as Method;
  const call = { request: requestDeserialize(requestSerialize(asked)), metadata } as ServerUnaryCall<unknown, unknown>;
  return responseDeserialize(responseSerialize(await answer(implementation[rpc] as handleUnaryCall<unknown, unknown>, call)));
}

/** Calls a service that runs in this process: the same messages, rules, identity, refusals and deadline as over gRPC, without a socket. */
export const connectNear = <S>(service: string, mounted: Mounted): Connection<S> => connectionOver<S>(mounted.definition, service, {
  send: (rpc, request, metadata) => send(mounted, rpc, request, metadata),
  reachable: () => Promise.resolve(),
  close: () => undefined,
});

/** Connects to another service of the same instance, by the shorter road where it runs in this process. */
export function connectWithin<S, C extends Client>({ addressOf, nearOf }: Pick<ServiceDeps, 'addressOf' | 'nearOf'>, ClientOf: ClientClass<C>, service: string): Connection<S> {
  const mounted = nearOf?.(service);
  return mounted ? connectNear<S>(service, mounted) : connect<S, C>(ClientOf, service, addressOf(service));
}
