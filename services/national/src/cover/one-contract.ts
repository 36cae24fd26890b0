import { Refusal, type Day } from '@cpom/kernel';
import type { NamedOrganisation, PublishedContract } from '@cpom/proto/national/v1/national';
import type { KnownContract } from '../world/known.ts';
import { nameOn } from '../world/names.ts';
import type { RegionData, World } from '../world/world.ts';
import { contractRow } from './contract-row.ts';

function namedIn({ state }: KnownContract, { organisations }: RegionData, on: Day): NamedOrganisation[] {
  const named = [state.authority, ...state.services, ...state.parties.map(({ organisation }) => organisation),
    ...state.opinions.map(({ body }) => body), ...state.signatures.map(({ organisation }) => organisation)];
  return [...new Set(named)].flatMap((id) => {
    const name = nameOn(organisations.get(id), on);
    return name ? [{ id, name: name.name, shortName: name.shortName }] : [];
  });
}

function twinsOf(world: World, { state: { commonReference }, region }: KnownContract, on: Day) {
  if (commonReference === '') return [];
  return world.regions.filter(({ place }) => place.code !== region).flatMap((home) =>
    home.contracts.filter(({ state }) => state.commonReference === commonReference).map((twin) => contractRow(home, twin, on)));
}

/** A contract as its region published it. Refuses `not-found`. */
export function publishedContract(world: World, regionCode: string, id: string, on: Day): PublishedContract {
  const region = world.regions.find(({ place }) => place.code === regionCode);
  const contract = region?.contracts.find((one) => one.id === id);
  if (!region || !contract) throw new Refusal('not-found', "Cette région n'a publié aucun contrat sous cet identifiant. Cherchez-le dans la liste des contrats.");
  return {
    on, summary: contractRow(region, contract, on), contract: contract.state,
    organisations: namedIn(contract, region, on), twins: twinsOf(world, contract, on), dataAt: contract.state.recordedAt || contract.dataAt,
  };
}
