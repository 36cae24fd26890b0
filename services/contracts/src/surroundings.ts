import type { Journal, Projections, Views } from '@cpom/platform';
import type { Contract } from './contract.ts';
import { effectiveFrom, expiresOn, idsOf, isSigned, themesOf, withRole, type Names } from './reading.ts';
import { knownOrganisations, type KnownOrganisation } from './reactions.ts';
import type { RunningContract, Surroundings } from './rules/input.ts';
import { contractList, type ContractRow } from './views.ts';

/** The organisations that the directory has said, by id. */
export type Organisations = ReadonlyMap<string, KnownOrganisation>;

/** What surrounds a contract in its region, kept in memory for as long as nothing was written. */
export interface World {
  organisations(): Promise<Organisations>;
  /** Every contract of the region, without its prose: dozens, hundreds at most. In the order of references. */
  contracts(): Promise<readonly Contract[]>;
  /** What the rules may look at beside the contract itself. */
  surroundings(): Promise<Surroundings & { readonly organisations: Organisations }>;
  /** The directory spoke: read it again. */
  directoryChanged(): void;
}

export const namesFrom = (organisations: Organisations): Names => (id) => organisations.get(id)?.name ?? id;

const running = (contract: Contract): RunningContract => ({
  id: contract.id, shape: contract.heading.shape, services: idsOf(withRole(contract, 'service')), themes: themesOf(contract),
  signed: isSigned(contract), effectiveFrom: effectiveFrom(contract), expiresOn: expiresOn(contract),
});

/** Keeps what was read under a mark; reads again when the mark has changed. Undefined marks nothing: it is read each time. */
function keep<T>(mark: () => Promise<string | undefined>, read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly mark: string; readonly value: T } | undefined;
  return async () => {
    const now = await mark();
    if (now !== undefined && kept?.mark === now) return kept.value;
    const value = await read();
    kept = now === undefined ? undefined : { mark: now, value };
    return value;
  };
}

/** Opens it on the views. Contracts are read again after a commit, and not kept while the view is behind. */
export function openWorld({ views, journal, projections }: { readonly views: Views; readonly journal: Journal; readonly projections: Projections }): World {
  let said = 0;
  const organisations = keep(() => Promise.resolve(String(said)), async () =>
    new Map((await views.list<KnownOrganisation>(knownOrganisations.view, {})).map((row) => [row.doc.id, row.doc])));
  const atHead = async (): Promise<string | undefined> => {
    const { epoch, position } = await journal.head();
    return (await projections.reached(position, 0)) ? `${epoch} ${position}` : undefined;
  };
  const contracts = keep(atHead, async () =>
    (await views.list<ContractRow>(contractList.view, { sort: { by: 'reference' } })).map((row) => row.doc.contract));
  return {
    organisations, contracts,
    surroundings: async () => ({ organisations: await organisations(), running: (await contracts()).map(running) }),
    directoryChanged: () => { said += 1; },
  };
}
