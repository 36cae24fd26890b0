import { LinkState, Withdrawn } from '@cpom/proto/collector/v1/events';
import { ContractState } from '@cpom/proto/contracts/v1/events';
import { OrganisationState } from '@cpom/proto/directory/v1/events';
import { IndicatorCatalogueState, SubmissionState } from '@cpom/proto/indicators/v1/events';

/** What the regions speak of, and the links to them: one view each. */
export const kinds = ['contract', 'organisation', 'submission', 'catalogue', 'link'] as const;
export type Kind = (typeof kinds)[number];

export const topics: readonly string[] = ['contracts.nation', 'directory.nation', 'indicators.nation', 'collector'];
export const withdrawnType = 'cpom.collector.v1.Withdrawn';

/** How to read each known type. */
export const types: Readonly<Record<string, (payload: Uint8Array) => unknown>> = {
  'cpom.contracts.v1.ContractState': (payload) => ContractState.decode(payload),
  'cpom.directory.v1.OrganisationState': (payload) => OrganisationState.decode(payload),
  'cpom.indicators.v1.SubmissionState': (payload) => SubmissionState.decode(payload),
  'cpom.indicators.v1.IndicatorCatalogueState': (payload) => IndicatorCatalogueState.decode(payload),
  'cpom.collector.v1.LinkState': (payload) => LinkState.decode(payload),
  [withdrawnType]: (payload) => Withdrawn.decode(payload),
};

const kindsByType: Readonly<Record<string, Kind>> = {
  'cpom.contracts.v1.ContractState': 'contract',
  'cpom.directory.v1.OrganisationState': 'organisation',
  'cpom.indicators.v1.SubmissionState': 'submission',
  'cpom.indicators.v1.IndicatorCatalogueState': 'catalogue',
  'cpom.collector.v1.LinkState': 'link',
};
export const kindByType = (type: string): Kind | undefined => kindsByType[type];

/** The kind that a stream's name tells: `<peer>/contract-…`, or `link-<peer>`. */
export function kindOfStream(stream: string): Kind | undefined {
  const name = /^(?:[^/]+\/)?([a-z]+)-/.exec(stream)?.[1];
  return kinds.find((kind) => kind === name);
}

/** The region that a stream belongs to: a region speaks in its own streams only, whatever its payloads say. */
export const peerOf = (stream: string): string => (/^([^/]+)\//.exec(stream)?.[1] ?? /^link-(.+)$/.exec(stream)?.[1] ?? '');
