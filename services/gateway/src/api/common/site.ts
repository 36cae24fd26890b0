import type { z } from 'zod';
import type { Route } from '../../site/route.ts';
import type { Visit } from '../../site/visit.ts';
import { openApi } from '../core/document.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { apiRoot, routeOf } from '../core/routes.ts';
import { written } from '../values/out.ts';
import { apiPage } from './page.ts';

const description = 'Lire et écrire les contrats pluriannuels d’objectifs et de moyens avec les droits de la personne connectée. '
  + 'Les noms de champs sont ceux du glossaire. Une date est AAAA-MM-JJ, AAAA-MM ou AAAA ; null dit « inconnu ». '
  + 'Une valeur d’indicateur est un nombre, missing (non renseigné), not-applicable (sans objet) ou masked (secret) : zéro est un nombre.';

/** The addresses of an API: its endpoints, its document and its page. */
export function apiSite<C>(endpoints: readonly Endpoint<C>[], schemas: Readonly<Record<string, z.ZodType>>): readonly Route<Visit<C>>[] {
  const document = ({ info, frame }: Visit<C>): object => openApi(endpoints, {
    title: `API CPOM, ${info.name}`, version: frame.instance.version, description, cookie: `cpom_${info.code}`, schemas: { Written: written, ...schemas },
  });
  return [
    { method: 'get', path: '/api', access: 'signed-in', handle: apiPage(endpoints) },
    { method: 'get', path: `${apiRoot}/openapi.json`, access: 'signed-in', handle: (visit) => Promise.resolve({ kind: 'json', body: document(visit) }) },
    ...endpoints.map(routeOf),
  ];
}
