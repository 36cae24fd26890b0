import { ContractDetail } from '@cpom/proto/contracts/v1/events';
import { OrganisationState } from '@cpom/proto/directory/v1/events';
import { Refusal } from '@cpom/kernel';
import type { Bus } from '@cpom/platform';
import { CellInput, type CampaignGrid, type GridRow } from '@cpom/proto/indicators/v1/indicators';
import { core } from './catalogue/core.ts';

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
  readonly organisations?: readonly { readonly id: string; readonly kind: string; readonly name: string; readonly employees?: number; readonly succeededBy?: string }[];
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
export async function hear(instance: { readonly bus: Pick<Bus, 'publish'> }, { contracts = [], organisations = [] }: Neighbours, sequence = 1): Promise<void> {
  await instance.bus.publish([
    ...contracts.map((told) => message('contracts', `contract-${told.id}`, 'cpom.contracts.v1.ContractDetail', ContractDetail.encode(detail(told)).finish(), sequence)),
    ...organisations.map(({ id, kind, name, employees, succeededBy = '' }) => message('directory', `organisation-${id}`, 'cpom.directory.v1.OrganisationState', OrganisationState.encode(OrganisationState.fromPartial({
      id, kind, succeededBy, names: [{ name, shortName: name }], headcounts: employees === undefined ? [] : [{ region: '24', year: 2024, employees, establishments: Math.round(employees / 10) }],
    })).finish(), sequence)),
  ]);
}

/** The refusal that a call ends in. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await call.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}

export const step = (cause: string, campaign: string, service: string) => ({ cause, campaign, service, reason: 'motif' });
export const input = (indicator: string, value: number, more: Partial<CellInput> = {}): CellInput => CellInput.fromPartial({ indicator, value: { state: 'number', number: value }, ...more });
export const rowOf = (page: CampaignGrid, code: string): GridRow | undefined => page.rows.find((row) => row.indicator?.code === code);

const agreeing: ReadonlyMap<string, number> = new Map([['PDP-C-02', 40], ['PDP-C-02a', 20], ['PDP-C-04', 30], ['TMS-03', 20], ['TMS-01', 12], ['TMS-01e', 300]]);

/** Every line of the service answered, in agreement. */
export const everyCell = (codes: readonly string[]): CellInput[] => core.filter(({ code, reporter }) => codes.includes(code) && reporter === 'spsti').map((line) => {
  if (line.unit !== 'narrative') return input(line.code, agreeing.get(line.code) ?? 10);
  const keys = line.outline.length > 0 ? line.outline.map(({ key }) => key) : [''];
  return CellInput.fromPartial({ indicator: line.code, value: { state: 'narrative', texts: keys.map((key) => ({ key, text: 'Analyse.' })) } });
});
