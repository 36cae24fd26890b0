import { isDay, type Day } from '@cpom/kernel';
import type { Doc, Heard, Projection } from '@cpom/platform';
import { ContractDetail } from '@cpom/proto/contracts/v1/events';
import { OrganisationState } from '@cpom/proto/directory/v1/events';

/** What this service hears from its neighbours, and how to read it. */
export const heardTypes: Readonly<Record<string, (payload: Uint8Array) => unknown>> = {
  'cpom.contracts.v1.ContractDetail': (payload) => ContractDetail.decode(payload),
  'cpom.directory.v1.OrganisationState': (payload) => OrganisationState.decode(payload),
};
export const heardTopics: readonly string[] = ['contracts', 'directory'];

/** What one contract asks: which services it covers and when, the codes of its sheets, who else is party. */
export interface AskDoc extends Doc {
  readonly contract: string;
  readonly services: readonly string[];
  readonly funds: readonly string[];
  readonly indicators: readonly string[];
  readonly active: readonly { readonly from: Day; readonly to: Day | '' }[];
  readonly linesShared: boolean;
  readonly origin: string;
}

/** Another organisation as the directory last described it. */
export interface KnownOrganisation extends Doc {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** The service it merged into; empty if none. */
  readonly succeededBy: string;
  readonly headcounts: readonly { readonly region: string; readonly year: number; readonly employees: number; readonly establishments: number }[];
}

function askDoc(detail: ContractDetail): AskDoc {
  const active = detail.intervals.filter(({ status, from }) => status === 'active' && isDay(from)).map(({ from, to }) => ({ from: from as Day, to: isDay(to) ? to : '' as const }));
  const indicators = [...new Set(detail.sheets.flatMap((sheet) => sheet.indicators.map(({ code }) => code)).filter((code) => code !== ''))];
  const { id, services, funds, linesShared, origin } = detail;
  return { contract: id, services, funds, indicators, active, linesShared, origin };
}

function organisationDoc({ id, kind, names, headcounts, succeededBy }: OrganisationState): KnownOrganisation {
  const last = names.at(-1);
  return { id, kind, name: last?.shortName || last?.name || id, succeededBy, headcounts: headcounts.map(({ region, year, employees, establishments }) => ({ region, year, employees, establishments })) };
}

const isContract = (heard: Heard): heard is Heard<ContractDetail> => heard.type === 'cpom.contracts.v1.ContractDetail';
const isOrganisation = (heard: Heard): heard is Heard<OrganisationState> => heard.type === 'cpom.directory.v1.OrganisationState';

/** One row a contract that was heard of. */
export const contractAsks: Projection<Heard> = {
  view: { name: 'contract-asks', version: 1, indexes: ['contract'] },
  keys: (heard) => (isContract(heard) ? [heard.stream] : []),
  apply: (doc, heard) => (isContract(heard) ? askDoc(heard.value) : doc),
};

/** One row an organisation that was heard of. */
export const knownOrganisations: Projection<Heard> = {
  view: { name: 'known-organisations', version: 1, indexes: ['id', 'kind'] },
  keys: (heard) => (isOrganisation(heard) ? [heard.value.id] : []),
  apply: (doc, heard) => (isOrganisation(heard) ? organisationDoc(heard.value) : doc),
};

const holdsDuring = (ask: AskDoc, from: Day, to: Day): boolean => ask.active.some((interval) => interval.from <= to && (interval.to === '' || from <= interval.to));

/** What a service is asked in a period: its running contracts together, each code once. */
export function askedOf(asks: readonly AskDoc[], service: string, from: Day, to: Day): { readonly indicators: readonly string[]; readonly contracts: readonly string[] } {
  const running = asks.filter((ask) => ask.services.includes(service) && holdsDuring(ask, from, to));
  return { indicators: [...new Set(running.flatMap(({ indicators }) => indicators))], contracts: running.map(({ contract }) => contract) };
}

/** Services with a contract that runs on a day of the period and asks something. */
export const servicesAsked = (asks: readonly AskDoc[], from: Day, to: Day): readonly string[] =>
  [...new Set(asks.filter((ask) => ask.indicators.length > 0 && holdsDuring(ask, from, to)).flatMap(({ services }) => services))];
