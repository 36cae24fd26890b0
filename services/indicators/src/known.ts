import type { Views } from '@cpom/platform';
import { contractAsks, knownOrganisations, type AskDoc, type KnownOrganisation } from './reactions.ts';

/** What other services said, as it is known here: rules and pages never wait for another service. */
export interface Known {
  asks(): Promise<readonly AskDoc[]>;
  organisations(): Promise<ReadonlyMap<string, KnownOrganisation>>;
  /** Funds that are party to a contract of the service; every known fund when no contract says. */
  fundsOf(service: string): Promise<readonly string[]>;
}

/** Reads the local copies of what contracts and the directory said. */
export function openKnown(views: Views): Known {
  const asks = async (): Promise<readonly AskDoc[]> => (await views.list<AskDoc>(contractAsks.view, {})).map(({ doc }) => doc);
  const listed = async (where: Record<string, string>): Promise<readonly KnownOrganisation[]> =>
    (await views.list<KnownOrganisation>(knownOrganisations.view, { where })).map(({ doc }) => doc);
  return {
    asks,
    organisations: async () => new Map((await listed({})).map((organisation) => [organisation.id, organisation])),
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
