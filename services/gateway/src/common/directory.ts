import { plural } from '@cpom/kernel';
import { ListOrganisationsRequest, type DirectoryServer, type OrganisationPage } from '@cpom/proto/directory/v1/directory';
import type { Calls } from '@cpom/service';
import { z } from 'zod';
import { emptyState, filters, html, selectField, table, textField, type Html } from '../ui/index.ts';
import type { Asked } from '../site/asked.ts';
import { frame } from '../site/frame.ts';
import { nameOn } from '../site/names.ts';
import { pageAnswer, type Answer, type Route } from '../site/route.ts';
import type { Visit } from '../site/visit.ts';

export interface DirectoryCalls {
  readonly directory: Calls<DirectoryServer>;
}

const kinds = ['service', 'authority', 'fund', 'federation', 'body', 'partner', 'nation'] as const;

/** The kinds of organisation, as readers call them. */
export const kindNames: Readonly<Record<string, string>> = {
  service: 'Service (SPSTI)', authority: 'DREETS', fund: 'Caisse', federation: 'Fédération', body: 'Instance consultée', partner: 'Partenaire', nation: 'Administration centrale',
};

const nothingFound = (): Html => emptyState({
  title: 'Aucun organisme ne correspond à ces filtres',
  what: 'Vérifiez l’orthographe ou retirez un filtre. La recherche ne tient compte ni des accents ni des majuscules.',
  who: 'Un agent de la DREETS peut enregistrer un organisme qui manque.',
});

const filterForm = (asked: Asked, q: string, type: string): Html => filters({
  action: asked.path, active: q !== '' || type !== '',
  fields: [
    textField({ name: 'q', label: 'Nom, sigle ou SIREN', value: q }),
    selectField({ name: 'type', label: 'Type', value: type, options: [{ value: '', label: 'Tous' }, ...kinds.map((kind) => ({ value: kind, label: kindNames[kind] ?? kind }))] }),
  ],
});

const organisations = (asked: Asked, page: OrganisationPage): Html => {
  const reading = asked.reading(['name', 'kind']);
  return table({
    id: 'organismes', caption: 'Organismes', noun: ['organisme', 'organismes'], rows: page.organisations, address: asked.address, sort: reading.sort, total: page.total, page: reading.page,
    columns: [
      { key: 'name', head: 'Nom', sortable: true, cell: (organisation) => html`<a href="/annuaire/${organisation.id}">${nameOn(organisation.names).name}</a>` },
      { key: 'kind', head: 'Type', sortable: true, cell: (organisation) => kindNames[organisation.kind] ?? organisation.kind },
    ],
    empty: nothingFound(),
  });
};

async function list(visit: Visit<DirectoryCalls>, asked: Asked): Promise<Answer> {
  const { q = '', type = '' } = asked.query({ q: z.string().max(100).optional(), type: z.enum(kinds).optional() });
  const reading = asked.reading(['name', 'kind']);
  const page = await visit.calls.directory.listOrganisations(ListOrganisationsRequest.fromPartial({
    contains: q, kinds: type ? [type] : [], sort: reading.sort?.key ?? 'name', descending: reading.sort?.descending ?? false,
    offset: reading.from, limit: reading.limit, atLeast: asked.done.position,
  }));
  const lead = `${plural(page.total, 'organisme intervient', 'organismes interviennent')} autour des contrats.`;
  return pageAnswer(frame(visit, asked, { title: 'Annuaire', lead, body: html`${filterForm(asked, q, type)}${organisations(asked, page)}` }));
}

/** The directory: who is who. */
export const directoryRoutes = <C extends DirectoryCalls>(): readonly Route<Visit<C>>[] => [{ method: 'get', path: '/annuaire', access: 'signed-in', handle: list }];
