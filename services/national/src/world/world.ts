import { regions, type Day, type Region } from '@cpom/kernel';
import { firstDay, type KnownCatalogue, type KnownContract, type KnownLink, type KnownOrganisation, type KnownSubmission } from './known.ts';

/** All that one region said, ready to be counted. */
export interface RegionData {
  readonly place: Region;
  /** Heard at least once. One that was not is in no denominator. */
  readonly connected: boolean;
  readonly firstHeardAt: string;
  /** When the latest thing known of it was recorded there; empty if nothing is. */
  readonly dataAt: string;
  readonly organisations: ReadonlyMap<string, KnownOrganisation>;
  readonly contracts: readonly KnownContract[];
  readonly contractsOf: ReadonlyMap<string, readonly KnownContract[]>;
  readonly submissions: readonly KnownSubmission[];
  readonly catalogue: KnownCatalogue | undefined;
}

/** A service merged into another, as any region knows it. */
export interface Succession {
  readonly by: string;
  readonly on: Day;
}

/** The 18 regions in the order of their names, and what no single one of them can tell. */
export interface World {
  readonly regions: readonly RegionData[];
  readonly successions: ReadonlyMap<string, Succession>;
  readonly predecessors: ReadonlyMap<string, readonly string[]>;
}

/** What is kept of one region, in the order of the streams. */
export interface RegionParts {
  readonly contract: readonly KnownContract[];
  readonly organisation: readonly KnownOrganisation[];
  readonly submission: readonly KnownSubmission[];
  readonly catalogue: readonly KnownCatalogue[];
  readonly link: readonly KnownLink[];
}

function byService(contracts: readonly KnownContract[]): ReadonlyMap<string, readonly KnownContract[]> {
  const found = new Map<string, KnownContract[]>();
  for (const contract of contracts) {
    for (const service of new Set(contract.state.services)) {
      const others = found.get(service);
      if (others) others.push(contract);
      else found.set(service, [contract]);
    }
  }
  return found;
}

export function regionOfParts(place: Region, parts: RegionParts): RegionData {
  const said = [...parts.contract, ...parts.organisation, ...parts.submission, ...parts.catalogue];
  return {
    place,
    connected: said.length + parts.link.length > 0,
    firstHeardAt: parts.link[0]?.firstHeardAt ?? '',
    dataAt: said.reduce((latest, { dataAt }) => (dataAt > latest ? dataAt : latest), ''),
    organisations: new Map(parts.organisation.map((one) => [one.id, one])),
    contracts: parts.contract,
    contractsOf: byService(parts.contract),
    submissions: parts.submission,
    catalogue: parts.catalogue.at(-1),
  };
}

const earlier = (before: Succession | undefined, found: Succession): Succession => {
  if (!before) return found;
  return found.on < before.on || (found.on === before.on && found.by < before.by) ? found : before;
};

/** A merger that one region recorded holds everywhere; where two disagree, from the earlier date. */
function successionsOf(all: readonly RegionData[]): Map<string, Succession> {
  const successions = new Map<string, Succession>();
  for (const { organisations } of all) {
    for (const { id, state } of organisations.values()) {
      const on = firstDay(state.succeededOn);
      if (state.succeededBy !== '' && on !== undefined) successions.set(id, earlier(successions.get(id), { by: state.succeededBy, on }));
    }
  }
  return successions;
}

export function worldOf(all: readonly RegionData[]): World {
  const successions = successionsOf(all);
  const predecessors = new Map<string, string[]>();
  for (const [id, { by }] of [...successions].sort(([a], [b]) => (a < b ? -1 : 1))) predecessors.set(by, [...(predecessors.get(by) ?? []), id]);
  return { regions: all, successions, predecessors };
}

/** A world where nothing was heard yet. */
export const emptyParts: RegionParts = { contract: [], organisation: [], submission: [], catalogue: [], link: [] };
export const emptyWorld = (): World => worldOf(regions.map((place) => regionOfParts(place, emptyParts)));
