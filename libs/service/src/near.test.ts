import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeClientConstructor, type handleUnaryCall, type ServiceDefinition } from '@grpc/grpc-js';
import { Refusal } from '@cpom/kernel';
import { connect, type ClientClass, type Connection } from './grpc-client.ts';
import { listen, mount, type Mounted, type RunningServer } from './grpc-server.ts';
import { newIdentityKeys, openIdentity, type Identity } from './identity.ts';
import { connectNear } from './near.ts';

interface Asked { readonly what: string; readonly extra?: unknown }
interface Said { readonly said: string; readonly who?: string }
interface Echo { ask: handleUnaryCall<Asked, Said> }

const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const read = (buffer: Buffer): unknown => JSON.parse(buffer.toString());
// Like protobuf, it carries the fields it knows.
const asked = ({ what }: Asked): Buffer => bytes({ what });
const definition: ServiceDefinition = {
  ask: { path: '/cpom.test.v1.Echo/Ask', requestStream: false, responseStream: false, requestSerialize: asked, requestDeserialize: read, responseSerialize: bytes, responseDeserialize: read },
};

const held: Asked[] = [];
async function ask(request: Asked): Promise<Said> {
  held.push(request);
  if (request.what === 'refuse') throw new Refusal('rule', 'La règle « signature » s’y oppose : déjà signé.', [{ field: 'rule.signature', message: 'Déjà signé.' }]);
  if (request.what === 'fail') throw new Error('a secret of the database');
  return { said: request.what };
}

let identity: Identity;
let server: RunningServer;
let roads: readonly (readonly [string, Connection<Echo>])[] = [];
const faults: unknown[] = [];
const log = { error: (fault: unknown) => { faults.push(fault); }, warn: () => undefined, info: () => undefined };

beforeAll(async () => {
  identity = await openIdentity(await newIdentityKeys(), '24', Date.now);
  const mounted: Mounted = mount<Echo>(definition, { ask }, { ask: { roles: ['dgt'], about: ({ what }) => (what === 'elsewhere' ? ['other'] : ['dgt']) } }, { identity, log });
  server = await listen([mounted], '127.0.0.1:0');
  const EchoClient = makeClientConstructor(definition, 'Echo') as unknown as ClientClass<never>;
  roads = [['gRPC', connect<Echo, never>(EchoClient, 'écho', server.address)], ['near', connectNear<Echo>('écho', mounted)]];
});
afterAll(async () => {
  for (const [, road] of roads) road.close();
  await server.stop();
});

/** What a call gives over each road, told so that both can be compared. */
async function both(what: Asked, token?: string): Promise<readonly unknown[]> {
  const signed = token ?? (await identity.sign({ kind: 'person', personId: 'p1', memberships: [{ id: 'm1', role: 'dgt', organisation: 'dgt' }], requestId: 'r1' }));
  return Promise.all(roads.map(async ([, road]) => road.as(signed).ask(what).then((said) => said, (error: unknown) => (error instanceof Refusal ? { code: error.code, message: error.message, details: error.details } : { fault: (error as Error).message.replace(/^\d+ \w+: /, '') }))));
}

test('given a service of the same process, when it is called near, then the answer is that of gRPC', async () => {
  expect(await both({ what: 'été' })).toEqual([{ said: 'été' }, { said: 'été' }]);
});

test('given a refusal, then its code, its words and its details come over both roads', async () => {
  const [far, near] = await both({ what: 'refuse' });
  expect(near).toEqual(far);
  expect(near).toEqual({ code: 'rule', message: 'La règle « signature » s’y oppose : déjà signé.', details: [{ field: 'rule.signature', message: 'Déjà signé.' }] });
});

test('given a fault, then neither road tells the caller what it was, and both log it', async () => {
  faults.length = 0;
  const told = await both({ what: 'fail' });
  expect(JSON.stringify(told)).not.toContain('secret');
  expect(told[1]).toEqual(told[0]);
  expect(faults).toHaveLength(2);
});

test('given no identity, or one that was not signed, then both roads refuse before the handler hears of it', async () => {
  held.length = 0;
  const told = await both({ what: 'été' }, 'forged');
  expect(told[1]).toEqual(told[0]);
  expect(told[1]).toMatchObject({ code: 'unauthenticated' });
  expect(held).toEqual([]);
});

test('given a membership of another organisation, then both roads refuse in the same words', async () => {
  const told = await both({ what: 'elsewhere' });
  expect(told[1]).toEqual(told[0]);
  expect(told[1]).toMatchObject({ code: 'forbidden' });
});

test('given an object that the caller goes on changing, then the handler has its own copy, of the fields that a message has', async () => {
  held.length = 0;
  await both({ what: 'été', extra: { shared: true } });
  expect(held).toEqual([{ what: 'été' }, { what: 'été' }]);
});

test('given a message that cannot be written, then the call rejects, and nothing is thrown at the caller', async () => {
  const circular: Record<string, unknown> = {};
  circular['what'] = circular;
  const told = await both(circular as unknown as Asked);
  expect(told).toHaveLength(2);
  expect(told.every((one) => typeof one === 'object' && one !== null && 'fault' in one)).toBe(true);
});
