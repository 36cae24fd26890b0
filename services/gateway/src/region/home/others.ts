import { plural } from '@cpom/kernel';
import { ListMembersRequest } from '@cpom/proto/directory/v1/directory';
import { ListContractsRequest } from '@cpom/proto/contracts/v1/contracts';
import { RegionalTableRequest } from '@cpom/proto/indicators/v1/indicators';
import { badge } from '../../ui/index.ts';
import type { RegionVisit } from '../calls.ts';
import type { Part, Task } from './model.ts';

/** What a reader opens on: the region's contracts and what was reported on them. */
export async function readerParts(visit: RegionVisit): Promise<Part[]> {
  const year = Number(visit.today.slice(0, 4)) - 1;
  const [{ contracts, total }, ...tables] = await Promise.all([
    visit.calls.contracts.listContracts(ListContractsRequest.fromPartial({ statuses: ['active'], sort: 'expires_on', limit: 8 })),
    ...[year, year - 1, year - 2].map(async (one) => ({ year: one, table: await visit.calls.indicators.regionalTable(RegionalTableRequest.fromPartial({ year: one })) })),
  ]);
  const contractTask = (one: (typeof contracts)[number]): Task => ({ href: `/contrats/${one.id}`, text: one.title || one.reference, badge: badge({ tone: one.statusFlags.length > 0 ? 'warning' : 'success', text: one.statusText }), detail: one.services.map((id) => visit.shortNameOf(id)).join(', ') });
  const results = tables.filter(({ table }) => table.asked > 0).map(({ year: one, table }): Task => ({ href: `/indicateurs/tableau?annee=${one}`, text: `Indicateurs ${one} de la région`, detail: `${plural(table.approved, 'service approuvé', 'services approuvés')} sur ${table.asked}` }));
  return [
    { id: 'contrats', title: 'Contrats en vigueur', tasks: contracts.map(contractTask), none: 'Aucun contrat n’est en vigueur aujourd’hui.', words: plural(total, 'contrat en vigueur', 'contrats en vigueur'), all: { href: '/contrats', text: 'Tous les contrats de la région' } },
    { id: 'resultats', title: 'Ce que les services rapportent', tasks: results, none: 'Les valeurs se lisent ici une fois approuvées par la DREETS.', all: { href: '/indicateurs', text: 'Le catalogue des indicateurs' } },
  ];
}

/** What an administrator keeps: who may do what. */
export async function administratorPart(visit: RegionVisit): Promise<Part> {
  const own = visit.organisationsAs(['administrator']);
  const pages = await Promise.all(own.map((organisation) => visit.calls.directory.listMembers(ListMembersRequest.fromPartial({ organisation, limit: 500 }))));
  const people = [...new Map(pages.flatMap((page) => page.people).map((person) => [person.personId, person])).values()];
  const total = people.length;
  const idle = people.filter(({ memberships }) => memberships.every(({ active }) => !active)).length;
  return {
    id: 'membres', title: 'Membres de votre organisme', tasks: [{ href: '/membres', text: `${plural(total, 'personne a un rôle', 'personnes ont un rôle')}`, ...(idle > 0 ? { detail: `${plural(idle, 'personne')} sans rôle en cours` } : {}) }],
    none: 'Personne n’a encore de rôle.',
  };
}
