import { roleName } from '@cpom/service';
import { anchors, html, section, table, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import type { Visit } from '../../site/visit.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { apiRoot } from '../core/routes.ts';

type Told = Pick<Endpoint<never>, 'method' | 'path' | 'tag' | 'summary' | 'description' | 'access' | 'id'>;

const who = ({ access }: Told): string => (access === 'signed-in' ? 'Toute personne connectée' : access.map(roleName).join(', '));

const idOf = (tag: string): string => `api-${tag.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;

const group = (tag: string, endpoints: readonly Told[]): Html => section(idOf(tag), tag, table({
  id: `${idOf(tag)}-table`, caption: `Adresses : ${tag.toLowerCase()}`, hideCaption: true, noun: ['adresse', 'adresses'], rows: endpoints.filter((endpoint) => endpoint.tag === tag),
  columns: [
    { key: 'adresse', head: 'Adresse', cell: (one) => html`<code>${one.method.toUpperCase()} ${one.path}</code>` },
    { key: 'objet', head: 'Ce qu’elle fait', cell: (one) => html`${one.summary}${one.description !== '' && html`<br><small>${one.description}</small>`}` },
    { key: 'acces', head: 'Pour', cell: who },
  ],
}));

const usage = (): Html => section('api-usage', 'Mode d’emploi', html`<ul>
  <li>Les adresses commencent par <code>${apiRoot}</code> ; la description complète est le <a href="${apiRoot}/openapi.json">document OpenAPI 3.1</a>, fait des schémas mêmes qui contrôlent les échanges.</li>
  <li>L’accès est celui de votre session : connectez-vous au site, puis lisez <code>GET /me</code>. Chaque écriture porte l’en-tête <code>X-CSRF-Token</code> avec le jeton qu’il donne.</li>
  <li>Les écritures sont des objets JSON. Un champ inconnu, une date qui n’existe pas ou un nombre écrit comme un texte sont refusés, et rien n’est enregistré.</li>
  <li>L’en-tête <code>Idempotency-Key</code> nomme un envoi : répété, il ne change rien.</li>
  <li>Une écriture rend sa <code>position</code> ; rendue dans <code>au_moins</code>, elle garantit que la lecture suivante en tient compte.</li>
  <li>Les dates s’écrivent 2022-12-31, 2022-12 ou 2022 selon ce qui est connu. Une valeur est un nombre, <code>missing</code> (non renseigné), <code>not-applicable</code> (sans objet) ou <code>masked</code> (secret).</li>
  <li>Un refus est décrit en français (<code>application/problem+json</code>), champ par champ.</li></ul>`);

/** The endpoints of this instance, for people. */
export const apiPage = (endpoints: readonly Told[]) => (visit: Visit<unknown>, asked: Asked): Promise<Answer> => {
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  return Promise.resolve(pageAnswer(frame(visit, asked, {
    title: 'Interface de programmation (API)',
    lead: `${endpoints.length} adresses permettent à un logiciel de lire et d’écrire ici, avec vos droits et sous les mêmes règles que les pages.`,
    body: html`${anchors([{ id: 'api-usage', text: 'Mode d’emploi' }, ...tags.map((tag) => ({ id: idOf(tag), text: tag }))])}${usage()}${tags.map((tag) => group(tag, endpoints))}`,
  })));
};
