import { regions, type Day } from '@cpom/kernel';
import type { BusMessage, Heard } from '@cpom/platform';
import { LinkState, Withdrawn } from '@cpom/proto/collector/v1/events';
import { ContractState } from '@cpom/proto/contracts/v1/events';
import { OrganisationState } from '@cpom/proto/directory/v1/events';
import { IndicatorCatalogueState, PublicValue, SubmissionState } from '@cpom/proto/indicators/v1/events';
import { kindOfStream } from './heard/types.ts';
import { everyView, type HeardRow } from './views.ts';
import type { Known, KnownCatalogue, KnownContract, KnownLink, KnownOrganisation, KnownSubmission } from './world/known.ts';
import { createParser } from './world/parse.ts';
import { regionOfParts, worldOf, type World } from './world/world.ts';

/** Something a region said, before it is put on a bus. */
export interface Saying {
  readonly topic: string;
  readonly type: string;
  readonly stream: string;
  readonly version: number;
  readonly value: unknown;
  readonly payload: Uint8Array;
}

const saying = <T>(topic: string, name: string, codec: { encode(value: T): { finish(): Uint8Array }; decode(bytes: Uint8Array): T }, stream: string, version: number, value: T): Saying => {
  const payload = codec.encode(value).finish();
  return { topic, type: `cpom.${name}`, stream, version, payload, value: codec.decode(payload) };
};

export const contractSaid = (region: string, id: string, state: Parameters<typeof ContractState.fromPartial>[0], version = 1): Saying =>
  saying('contracts.nation', 'contracts.v1.ContractState', ContractState, `${region}/contract-${id}`, version,
    ContractState.fromPartial({ id, region, shape: 'individual', stage: 'signed', signed: true, ...state }));

export const serviceSaid = (region: string, id: string, state: Parameters<typeof OrganisationState.fromPartial>[0] = {}, version = 1): Saying =>
  saying('directory.nation', 'directory.v1.OrganisationState', OrganisationState, `${region}/organisation-${id}`, version,
    OrganisationState.fromPartial({ id, kind: 'service', names: [{ name: `Service ${id}`, shortName: `S${id}` }], regions: [region], origin: 'fictif', ...state }));

export const submissionSaid = (region: string, campaign: string, service: string, state: Parameters<typeof SubmissionState.fromPartial>[0] = {}, version = 1): Saying =>
  saying('indicators.nation', 'indicators.v1.SubmissionState', SubmissionState, `${region}/submission-${region}-${campaign}-${service}`, version,
    SubmissionState.fromPartial({
      region, service, campaign, period: { kind: 'year', from: `${campaign}-01-01`, to: `${campaign}-12-31`, label: campaign }, dueOn: `${Number(campaign) + 1}-04-30`,
      openedOn: `${Number(campaign) + 1}-01-15`, state: 'open', ...state,
    }));

export const catalogueSaid = (region: string, indicators: readonly (readonly [code: string, core: string])[], version = 1): Saying =>
  saying('indicators.nation', 'indicators.v1.IndicatorCatalogueState', IndicatorCatalogueState, `${region}/catalogue-${region}`, version,
    IndicatorCatalogueState.fromPartial({ region, version, indicators: indicators.map(([code, coreCode]) => ({ code, coreCode, version: 1, label: code, unit: 'persons', theme: 'PDP', kind: 'activity' })) }));

export const linkSaid = (peer: string): Saying =>
  saying('collector', 'collector.v1.LinkState', LinkState, `link-${peer}`, 1, LinkState.fromPartial({ peer, firstHeardAt: '2026-01-01T00:00:00.000Z' }));

/** The region no longer holds what it said. */
export const withdrawn = ({ topic, stream, version }: Saying): Saying =>
  saying(topic, 'collector.v1.Withdrawn', Withdrawn, stream, version + 1, Withdrawn.fromPartial({ stream }));

export const value = (indicator: string, number: number | undefined, more: Parameters<typeof PublicValue.fromPartial>[0] = {}) => PublicValue.fromPartial({
  indicator, coreCode: indicator, indicatorVersion: 1, label: indicator, unit: 'persons', theme: 'PDP', kind: 'activity', disclosure: 'persons-health',
  state: number === undefined ? 'missing' : 'number', number, ...more,
});

/** Statuses as a region publishes them. */
export const spans = (...all: readonly (readonly [status: string, from: string, to?: string, flags?: readonly string[]])[]) =>
  all.map(([status, from, to = '', flags = []]) => ({ status, from, to, flags: [...flags] }));

const time = '2026-02-01T10:00:00.000Z';
export const heard = ({ stream, version, type, value: said }: Saying): Heard => ({ id: `${stream}/${version}`, source: 'cpom://test', time, stream, version, type, value: said });
export const onBus = ({ topic, type, stream, version, payload }: Saying): BusMessage =>
  ({ topic, key: stream, payload, event: { id: `${stream}/${version}`, source: 'cpom://test', type, subject: stream, time, sequence: version } });

/** The world after these messages, whatever their order, as the views and the memory make it. */
export function worldAfter(sayings: readonly Saying[]): World {
  const rows = new Map<string, { readonly version: number; readonly doc: HeardRow | null }>();
  for (const one of sayings.map(heard)) {
    for (const view of everyView.filter((each) => each.keys?.(one).includes(one.stream))) {
      if ((rows.get(one.stream)?.version ?? 0) < one.version) rows.set(one.stream, { version: one.version, doc: view.apply(null, one, one.stream) as HeardRow | null });
    }
  }
  const parser = createParser('Europe/Paris');
  const known = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([stream, { doc }]): { kind: string; item: Known }[] => {
    const kind = kindOfStream(stream);
    return doc && kind ? [{ kind, item: parser[kind]({ stream, doc: JSON.parse(JSON.stringify(doc)) as HeardRow }) }] : [];
  });
  return worldOf(regions.map((place) => {
    const of = <T>(kind: string): T[] => known.filter((one) => one.kind === kind && one.item.region === place.code).map(({ item }) => item as T);
    return regionOfParts(place, {
      contract: of<KnownContract>('contract'), organisation: of<KnownOrganisation>('organisation'), submission: of<KnownSubmission>('submission'),
      catalogue: of<KnownCatalogue>('catalogue'), link: of<KnownLink>('link'),
    });
  }));
}

export const on = (text: string): Day => text as Day;
