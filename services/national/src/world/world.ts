import type { Day, Region } from '@cpom/kernel';
import { firstDay, type KnownCatalogue, type KnownContract, type KnownLink, type KnownOrganisation, type KnownSubmission, type Shape } from './known.ts';

/** All that one region said, ready to be counted. */
export interface RegionData {
  readonly place: Region;
  /** Heard at least once. One that was not is in no denominator. */
  readonly connected: boolean;
  readonly firstHeardAt: string;
  /** When the latest thing known of it was heard; empty if nothing is. */
  readonly dataAt: string;
  readonly organisations: ReadonlyMap<string, KnownOrganisation>;
  readonly contracts: readonly KnownContract[];
  readonly contractsOf: ReadonlyMap<string, readonly KnownContract[]>;
  readonly submissions: readonly KnownSubmission[];
  /** By campaign. */
  readonly periods: ReadonlyMap<string, readonly KnownSubmission[]>;
  /** The shapes met, with the campaigns they were met in: few, where submissions are many. */
  readonly shapes: ReadonlyMap<Shape, ReadonlySet<string>>;
  readonly catalogue: KnownCatalogue | undefined;
}

/** A service merged into another, as any region knows it. */
export interface Succession {
  readonly by: string;
  readonly on: Day;
}

/** Who merged into whom, over all regions. */
export interface Lineage {
  readonly successions: ReadonlyMap<string, Succession>;
  readonly predecessors: ReadonlyMap<string, readonly string[]>;
}

/** The 18 regions in the order of their names, and what no single one of them can tell. */
export interface World extends Lineage {
  readonly regions: readonly RegionData[];
}

/** What is kept of one region, in the order of the streams. */
export interface RegionParts {
  readonly contract: readonly KnownContract[];
  readonly organisation: readonly KnownOrganisation[];
  readonly submission: readonly KnownSubmission[];
  readonly catalogue: readonly KnownCatalogue[];
  readonly link: readonly KnownLink[];
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

function byService(contracts: readonly KnownContract[]): ReadonlyMap<string, readonly KnownContract[]> {
  const found = new Map<string, KnownContract[]>();
  for (const contract of contracts) for (const service of new Set(contract.state.services)) add(found, service, contract);
  return found;
}

function byPeriod(submissions: readonly KnownSubmission[]): ReadonlyMap<string, readonly KnownSubmission[]> {
  const found = new Map<string, KnownSubmission[]>();
  for (const submission of submissions) add(found, submission.campaign, submission);
  return found;
}

function byShape(submissions: readonly KnownSubmission[]): ReadonlyMap<Shape, ReadonlySet<string>> {
  const found = new Map<Shape, Set<string>>();
  for (const { shape, campaign } of submissions) {
    const met = found.get(shape);
    if (met) met.add(campaign);
    else found.set(shape, new Set([campaign]));
  }
  return found;
}

/** Made once for each list: one that did not change is the same list, and gives the same answer. */
function once<L extends object, R>(make: (list: L) => R): (list: L) => R {
  const made = new WeakMap<L, { readonly of: R }>();
  return (list) => {
    const found = made.get(list) ?? { of: make(list) };
    made.set(list, found);
    return found.of;
  };
}

/** When the latest of these was heard; empty for none. */
export const latestOf = (said: readonly { readonly dataAt: string }[]): string => said.reduce((latest, { dataAt }) => (dataAt > latest ? dataAt : latest), '');

const byId = (organisations: readonly KnownOrganisation[]): ReadonlyMap<string, KnownOrganisation> => new Map(organisations.map((one) => [one.id, one]));

const [organisationsById, contractsByService, submissionsByPeriod, submissionsByShape] = [once(byId), once(byService), once(byPeriod), once(byShape)];
const latestIn = once(latestOf);

/** What a region is made of; what is made of parts that did not change is the same object as before. */
export function regionOfParts(place: Region, { contract, organisation, submission, catalogue, link }: RegionParts): RegionData {
  const said = [contract, organisation, submission, catalogue];
  return {
    place,
    connected: [...said, link].some(({ length }) => length > 0),
    firstHeardAt: link[0]?.firstHeardAt ?? '',
    dataAt: latestOf(said.map((list) => ({ dataAt: latestIn(list) }))),
    organisations: organisationsById(organisation),
    contracts: contract,
    contractsOf: contractsByService(contract),
    submissions: submission,
    periods: submissionsByPeriod(submission),
    shapes: submissionsByShape(submission),
    catalogue: catalogue.at(-1),
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

export function lineageOf(all: readonly RegionData[]): Lineage {
  const successions = successionsOf(all);
  const predecessors = new Map<string, string[]>();
  for (const [id, { by }] of [...successions].sort(([a], [b]) => (a < b ? -1 : 1))) add(predecessors, by, id);
  return { successions, predecessors };
}

/** `lineage`: what was computed before, where no organisation changed since. */
export const worldOf = (all: readonly RegionData[], lineage = lineageOf(all)): World => ({ ...lineage, regions: all });
