import { ContractDetail } from '@cpom/proto/contracts/v1/events';
import { OrganisationState } from '@cpom/proto/directory/v1/events';
import type { TestInstance } from '@cpom/testing';

/** A contract as its service would tell it, for tests. */
export interface ToldContract {
  readonly id: string;
  readonly services: readonly string[];
  readonly funds: readonly string[];
  readonly indicators: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly linesShared?: boolean;
  readonly origin?: string;
}

export interface Neighbours {
  readonly contracts?: readonly ToldContract[];
  readonly organisations?: readonly { readonly id: string; readonly kind: string; readonly name: string; readonly employees?: number }[];
}

const message = (topic: string, key: string, type: string, payload: Uint8Array, sequence: number) => ({
  topic, key, payload, event: { id: `${key}/${sequence}`, source: `cpom://24/${topic}`, type, subject: key, time: '2026-03-02T08:00:00.000Z', sequence },
});

const detail = (told: ToldContract): ContractDetail => ContractDetail.fromPartial({
  id: told.id, services: [...told.services], funds: [...told.funds], signed: true, stage: 'signed', linesShared: told.linesShared ?? false, origin: told.origin ?? 'fictif',
  intervals: [{ status: 'active', from: told.from ?? '2022-02-10', to: told.to ?? '2028-12-31' }],
  sheets: [{ id: 's', title: 'Fiche', theme: 'tms', indicators: told.indicators.map((code) => ({ code })) }],
});

/** Says on the bus what contracts and the directory would say. */
export async function hear(instance: TestInstance, { contracts = [], organisations = [] }: Neighbours, sequence = 1): Promise<void> {
  await instance.bus.publish([
    ...contracts.map((told) => message('contracts', `contract-${told.id}`, 'cpom.contracts.v1.ContractDetail', ContractDetail.encode(detail(told)).finish(), sequence)),
    ...organisations.map(({ id, kind, name, employees }) => message('directory', `organisation-${id}`, 'cpom.directory.v1.OrganisationState', OrganisationState.encode(OrganisationState.fromPartial({
      id, kind, names: [{ name, shortName: name }], headcounts: employees === undefined ? [] : [{ region: '24', year: 2024, employees, establishments: Math.round(employees / 10) }],
    })).finish(), sequence)),
  ]);
}
