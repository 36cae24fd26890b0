import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { connect, roles, type Connection, type Role } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import { IndicatorsClient, IndicatorsService, type IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';
import { access } from './access.ts';
import { hear } from './service.fixture.ts';
import { startIndicators } from './service.ts';

type Rpc = keyof ReturnType<typeof access>;
const rpcs = Object.keys(IndicatorsService) as Rpc[];
const [own, other] = ['732829320', '775665615'];

const dreets: readonly Role[] = ['dreets-agent', 'dreets-signatory'];
const fund: readonly Role[] = ['fund-agent', 'fund-signatory'];
const spsti: readonly Role[] = ['spsti-lead', 'spsti-director'];
const signatories = [...spsti, ...dreets, ...fund];
const readers: readonly Role[] = [...signatories, 'reader', 'administrator'];

/** Where a role must be held: by the DREETS only, by the service only, by any party to its contracts, or anywhere. */
type Where = 'authority' | 'service' | 'checker' | 'concerned' | 'anywhere';
const rights: Readonly<Record<Rpc, readonly [where: Where, roles: readonly Role[]]>> = {
  adoptCore: ['authority', dreets], defineIndicator: ['authority', dreets], reviseIndicator: ['authority', dreets], listIndicators: ['anywhere', roles],
  setTarget: ['checker', [...dreets, ...fund]], listTargets: ['concerned', readers],
  openCampaign: ['authority', dreets], recordPastSubmission: ['authority', dreets], postponeDue: ['authority', dreets],
  listCampaigns: ['anywhere', signatories], getCampaign: ['concerned', readers], cellHistory: ['concerned', readers],
  saveCells: ['concerned', signatories], readBlock: ['concerned', signatories], explainCell: ['concerned', signatories],
  submit: ['service', ['spsti-director']], recall: ['service', ['spsti-director']],
  checkLines: ['checker', [...dreets, ...fund]], returnLine: ['checker', [...dreets, ...fund]], finishCheck: ['checker', [...dreets, ...fund]],
  approve: ['authority', dreets], reopen: ['authority', ['dreets-signatory']],
  benchmark: ['concerned', signatories], regionalTable: ['anywhere', roles],
};
const loader: readonly Rpc[] = ['adoptCore', 'defineIndicator', 'reviseIndicator', 'listIndicators', 'setTarget', 'listTargets', 'openCampaign',
  'recordPastSubmission', 'postponeDue', 'listCampaigns', 'getCampaign', 'cellHistory', 'benchmark', 'regionalTable'];
const places: Readonly<Record<Where, readonly string[]>> = {
  authority: ['dreets-24'], service: [own], checker: ['dreets-24', 'carsat-cvl'], concerned: ['dreets-24', 'carsat-cvl', own], anywhere: ['dreets-24', 'carsat-cvl', own, other, 'dreets-11', 'carsat-if'],
};

let instance: TestInstance;
let connection: Connection<IndicatorsServer>;

/** The empty request of an RPC about the own service: whoever passes the door is refused, if at all, for another reason. */
function request(rpc: Rpc): object {
  const empty = (IndicatorsService[rpc] as { requestDeserialize(bytes: Buffer): object }).requestDeserialize(Buffer.alloc(0));
  return { ...empty, ...('service' in empty ? { service: own } : {}), ...('campaign' in empty ? { campaign: '2025' } : {}) };
}

async function codeOf(token: string, rpc: Rpc): Promise<string> {
  const call = connection.as(token)[rpc] as (sent: unknown) => Promise<unknown>;
  return call(request(rpc)).then(() => 'allowed', (error: unknown) => (error instanceof Refusal ? error.code : `fault ${String(error)}`));
}

beforeAll(async () => {
  instance = await testInstance();
  const indicators = await instance.start('indicators', startIndicators, { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 });
  connection = connect<IndicatorsServer, IndicatorsClient>(IndicatorsClient, 'indicators', indicators.address);
  await hear(instance, { contracts: [{ id: 'c', services: [own], funds: ['carsat-cvl'], indicators: ['TMS-01'] }] });
  await indicators.caughtUp();
});

afterAll(async () => {
  connection.close();
  await instance.stop();
});

test('given the rights, when they are compared with the protocol, then no RPC is without one', () => {
  expect(Object.keys(access({ authority: 'dreets-24', fundsOf: () => Promise.resolve([]), heirsOf: () => Promise.resolve([]) })).sort()).toEqual([...rpcs].sort());
  expect(Object.keys(rights).sort()).toEqual([...rpcs].sort());
});

describe.each(rpcs)('%s', (rpc) => {
  test.each(roles)('as %s, of each organisation', async (role) => {
    const [where, allowed] = rights[rpc];
    for (const organisation of ['dreets-24', 'carsat-cvl', own, other, 'dreets-11', 'carsat-if']) {
      const code = await codeOf(await instance.tokenFor(role, organisation), rpc);
      expect([organisation, code === 'forbidden']).toEqual([organisation, !(allowed.includes(role) && places[where].includes(organisation))]);
      expect(code).not.toContain('fault');
    }
  });
  test('without a token, as a stranger service, and as the loader', async () => {
    expect(await codeOf('', rpc)).toBe('unauthenticated');
    expect(await codeOf(await instance.tokenOfService('partner-feeds'), rpc)).toBe('forbidden');
    expect(await codeOf(await instance.tokenOfService('instance'), rpc) === 'forbidden').toBe(!loader.includes(rpc));
  });
});
