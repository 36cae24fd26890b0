import { Refusal } from '@cpom/kernel';
import { connect, type Calls, type Running } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import { OrganisationState } from '@cpom/proto/directory/v1/events';
import { ContractsClient, GetContractRequest, type Contract, type ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import { serviceA, serviceB } from './kit.fixture.ts';
import { startContracts } from './service.ts';

/** The service over real gRPC, with what the directory would have said. */
export interface Started {
  readonly instance: TestInstance;
  readonly contracts: Running;
  readonly agent: Calls<ContractsServer>;
  read(id: string, more?: Partial<GetContractRequest>): Promise<Contract>;
  /** Stops the service and starts it again on what it left. */
  again(): Promise<Started>;
  stop(): Promise<void>;
}

export const serviceC = '784671695';

const organisation = (id: string, kind: string, name: string): OrganisationState => OrganisationState.fromPartial({
  id, kind, names: [{ name, shortName: name }], accreditations: kind === 'service' ? [{ grantedOn: '2020-01-01', expiresOn: '2035-12-31', state: 'granted' }] : [],
});

const said: readonly OrganisationState[] = [
  organisation(serviceA, 'service', 'Santé au travail du Loiret'), organisation(serviceB, 'service', 'Service B'), organisation(serviceC, 'service', 'Service C'),
  organisation('dreets-24', 'authority', 'DREETS Centre-Val de Loire'), organisation('carsat-cvl', 'fund', 'Carsat Centre-Val de Loire'),
];

const sayDirectory = (instance: TestInstance): Promise<void> => instance.bus.publish(said.map((one) => ({
  topic: 'directory', key: `organisation-${one.id}`, payload: OrganisationState.encode(one).finish(),
  event: { id: `d-${one.id}`, source: 'cpom://24/directory', type: 'cpom.directory.v1.OrganisationState', subject: `organisation-${one.id}`, time: '2026-03-02T08:00:00.000Z', sequence: 1 },
})));

async function on(instance: TestInstance): Promise<Started> {
  const contracts = await instance.start('contracts', startContracts, {});
  const connection = connect<ContractsServer, ContractsClient>(ContractsClient, 'contracts', contracts.address);
  const agent = connection.as(await instance.tokenFor('dreets-agent', 'dreets-24'));
  return {
    instance, contracts, agent,
    read: (id, more = {}) => agent.getContract(GetContractRequest.fromPartial({ id, ...more })),
    again: async () => { connection.close(); await contracts.stop(); return on(instance); },
    stop: async () => { connection.close(); await instance.stop(); },
  };
}

export async function startedContracts(): Promise<Started> {
  const instance = await testInstance();
  const started = await on(instance);
  await sayDirectory(instance);
  await started.contracts.caughtUp();
  return started;
}

/** The refusal that a call meets; fails when it meets none. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await call.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}
