import type { Views } from '@cpom/platform';
import type { Contract } from './contract.ts';
import { effectiveFrom, expiresOn, idsOf, isSigned, themesOf, withRole, type Names } from './reading.ts';
import { knownOrganisations, type KnownOrganisation } from './reactions.ts';
import type { RunningContract, Surroundings } from './rules/input.ts';
import { contractList, type ContractRow } from './views.ts';

/** The organisations that the directory has said, by id. */
export type Organisations = ReadonlyMap<string, KnownOrganisation>;

export async function readOrganisations(views: Views): Promise<Organisations> {
  const rows = await views.list<KnownOrganisation>(knownOrganisations.view, {});
  return new Map(rows.map((row) => [row.doc.id, row.doc]));
}

export const namesFrom = (organisations: Organisations): Names => (id) => organisations.get(id)?.name ?? id;

/** Every contract of the region, without its prose: dozens, hundreds at most. */
export const readContracts = async (views: Views): Promise<readonly Contract[]> =>
  (await views.list<ContractRow>(contractList.view, { sort: { by: 'reference' } })).map((row) => row.doc.contract);

const running = (contract: Contract): RunningContract => ({
  id: contract.id, shape: contract.heading.shape, services: idsOf(withRole(contract, 'service')), themes: themesOf(contract),
  signed: isSigned(contract), effectiveFrom: effectiveFrom(contract), expiresOn: expiresOn(contract),
});

/** What the rules may look at beside the contract itself. */
export async function readSurroundings(views: Views): Promise<Surroundings & { readonly organisations: Organisations }> {
  const [organisations, contracts] = await Promise.all([readOrganisations(views), readContracts(views)]);
  return { organisations, running: contracts.map(running) };
}
