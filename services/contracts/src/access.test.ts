import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { connect, roles, type Connection, type Role, type Running } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import { ContractsClient, ContractsService, DraftContractRequest, GetContractRequest, type ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import { access } from './access.ts';
import { heading, parties, serviceA, serviceB, term } from './kit.fixture.ts';
import { startContracts } from './service.ts';

type Rpc = keyof ReturnType<typeof access>;
const rpcs = Object.keys(ContractsService) as Rpc[];

/** The whole of the rights, RPC by RPC: roles of the DREETS, then roles of a party. Everything else is refused. */
const agentOnly = { authority: ['dreets-agent'], party: [] } as const;
const bothOfTheDreets = { authority: ['dreets-agent', 'dreets-signatory'], party: [] } as const;
const everybody = { authority: roles, party: roles } as const;
const rights: Readonly<Record<Rpc, { readonly authority: readonly Role[]; readonly party: readonly Role[] }>> = {
  draftContract: agentOnly, describeContract: agentOnly, setTerm: agentOnly, addParty: agentOnly, withdrawParty: agentOnly,
  openNegotiation: agentOnly, openConsultation: agentOnly, validateContract: bothOfTheDreets, openSigning: agentOnly,
  returnToNegotiation: agentOnly, abandonContract: bothOfTheDreets, askOpinion: agentOnly, recordOpinion: agentOnly,
  recordSignature: { authority: ['dreets-agent', 'dreets-signatory', 'spsti-director', 'fund-signatory'], party: ['spsti-director', 'fund-signatory', 'dreets-agent', 'dreets-signatory'] },
  putActionSheet: agentOnly, removeActionSheet: agentOnly,
  nameActionLead: { authority: ['dreets-agent', 'spsti-lead', 'spsti-director'], party: ['dreets-agent', 'spsti-lead', 'spsti-director'] },
  attachDocument: {
    authority: ['dreets-agent', 'dreets-signatory', 'spsti-lead', 'spsti-director', 'fund-agent', 'fund-signatory'],
    party: ['dreets-agent', 'dreets-signatory', 'spsti-lead', 'spsti-director', 'fund-agent', 'fund-signatory'],
  },
  detachDocument: agentOnly, overrideRule: bothOfTheDreets, liftOverride: bothOfTheDreets, rectifyContract: agentOnly, importContract: agentOnly, importFile: agentOnly,
  getContract: everybody, listContracts: everybody, listRuleSets: everybody, getImportFormat: everybody,
};

let instance: TestInstance;
let contracts: Running;
let connection: Connection<ContractsServer>;

async function codeOf(token: string, rpc: Rpc): Promise<string> {
  const call = connection.as(token)[rpc] as (request: unknown) => Promise<unknown>;
  return call(aboutTheContract(rpc)).then(() => 'allowed', (error: unknown) => (error instanceof Refusal ? error.code : 'fault'));
}

const nested = {
  signature: { organisation: serviceA, signedOn: '', function: '', capacity: '', capacityReference: '', place: '', scan: '' },
  lead: { service: serviceA, function: '', personId: '', namedOn: '' },
};

/** The empty request of an RPC, about a contract of the service A: whoever passes the door is refused, if at all, for another reason. */
function aboutTheContract(rpc: Rpc): object {
  const empty = (ContractsService[rpc] as { requestDeserialize(bytes: Buffer): object }).requestDeserialize(Buffer.alloc(0));
  return Object.fromEntries(Object.entries(empty).map(([field, value]) => [field, field === 'id' ? 'c' : (nested[field as 'lead'] ?? (value as unknown))]));
}

beforeAll(async () => {
  instance = await testInstance();
  contracts = await instance.start('contracts', startContracts, {});
  connection = connect<ContractsServer, ContractsClient>(ContractsClient, 'contracts', contracts.address);
  const agent = connection.as(await instance.tokenFor('dreets-agent', 'dreets-24'));
  await agent.draftContract(DraftContractRequest.fromPartial({ cause: 'draft', id: 'c', heading: heading(), parties, term: term() }));
});

afterAll(async () => {
  connection.close();
  await instance.stop();
});

test('given the rights, when they are compared with the protocol, then no RPC is without one', () => {
  expect(Object.keys(access({ authority: 'dreets-24', partiesOf: () => Promise.resolve([]) })).sort()).toEqual([...rpcs].sort());
  expect(Object.keys(rights).sort()).toEqual([...rpcs].sort());
});

describe.each(rpcs)('%s', (rpc) => {
  test.each(roles)('as %s: of the DREETS, of a party, of a service of no concern', async (role) => {
    const passes = async (organisation: string): Promise<boolean> => (await codeOf(await instance.tokenFor(role, organisation), rpc)) !== 'forbidden';
    const { authority, party } = rights[rpc];
    const readsOnly = authority === roles;
    const prepared = rpc === 'getContract';
    expect([await passes('dreets-24'), await passes(serviceA), await passes(serviceB)])
      .toEqual([authority.includes(role), party.includes(role), readsOnly && !prepared]);
  });

  test('without a token, as a stranger service, and as the loader', async () => {
    expect(await codeOf('', rpc)).toBe('unauthenticated');
    expect(await codeOf(await instance.tokenOfService('partner-feeds'), rpc)).toBe('forbidden');
    expect(await codeOf(await instance.tokenOfService('instance'), rpc)).not.toBe('forbidden');
  });
});

test('given a contract in preparation, when a service of no concern lists, then it is not there', async () => {
  const stranger = connection.as(await instance.tokenFor('spsti-director', serviceB));
  const whole = ContractsService.listContracts.requestDeserialize(Buffer.alloc(0));
  expect((await stranger.listContracts(whole)).total).toBe(0);
  const refusal: unknown = await stranger.getContract(GetContractRequest.fromPartial({ id: 'c' })).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'forbidden', message: expect.stringContaining('en préparation') as unknown });
});

test('given a token of another instance, when anything is asked, then it is refused', async () => {
  const elsewhere = await testInstance({ code: '11', kind: 'region', name: 'Île-de-France', authority: 'dreets-11', timeZone: 'Europe/Paris' });
  expect(await codeOf(await elsewhere.tokenFor('dreets-agent', 'dreets-24'), 'listContracts')).toBe('unauthenticated');
  await elsewhere.stop();
});
