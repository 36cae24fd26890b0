import type { Views } from '@cpom/platform';
import { contractAsks, knownOrganisations, type AskDoc, type KnownOrganisation } from './reactions.ts';

/** What other services said, as it is known here: rules and pages never wait for another service. */
export interface Known {
  asks(): Promise<readonly AskDoc[]>;
  organisations(): Promise<ReadonlyMap<string, KnownOrganisation>>;
  /** Funds that are party to a contract of the service; every known fund when no contract says. */
  fundsOf(service: string): Promise<readonly string[]>;
  /** The service and those it merged into, one after the other: they read what it reported. */
  heirsOf(service: string): Promise<readonly string[]>;
}

/** Follows the mergers from a service; one that would come back to itself stops. */
export function heirs(organisations: ReadonlyMap<string, KnownOrganisation>, service: string): readonly string[] {
  const found: string[] = [];
  for (let next = service; next !== '' && !found.includes(next); next = organisations.get(next)?.succeededBy ?? '') found.push(next);
  return found;
}

/** Reads the local copies of what contracts and the directory said. */
export function openKnown(views: Views): Known {
  const asks = async (): Promise<readonly AskDoc[]> => (await views.list<AskDoc>(contractAsks.view, {})).map(({ doc }) => doc);
  const listed = async (where: Record<string, string>): Promise<readonly KnownOrganisation[]> =>
    (await views.list<KnownOrganisation>(knownOrganisations.view, { where })).map(({ doc }) => doc);
  const organisations = async (): Promise<ReadonlyMap<string, KnownOrganisation>> => new Map((await listed({})).map((organisation) => [organisation.id, organisation]));
  return {
    asks,
    organisations,
    heirsOf: async (service) => heirs(await organisations(), service),
    fundsOf: async (service) => {
      const parties = (await asks()).filter(({ services }) => services.includes(service)).flatMap(({ funds }) => funds);
      return parties.length > 0 ? [...new Set(parties)] : (await listed({ kind: 'fund' })).map(({ id }) => id);
    },
  };
}

/** Employees that a service follows in a region: the latest year known up to the one asked. */
export function headcountOf(organisation: KnownOrganisation | undefined, region: string, year: number): KnownOrganisation['headcounts'][number] | undefined {
  return organisation?.headcounts.filter((one) => one.region === region && one.year <= year).sort((a, b) => a.year - b.year).at(-1);
}
