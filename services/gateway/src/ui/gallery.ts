import { day } from '@cpom/kernel';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { alert } from './components/alert.ts';
import { blocksGallery } from './gallery/blocks.ts';
import { chartsGallery } from './gallery/charts.ts';
import { formsGallery } from './gallery/forms.ts';
import { gridGallery } from './gallery/grid.ts';
import type { Say } from './gallery/say.ts';
import { page } from './layout.ts';
import type { Instance } from './model.ts';

const parts = { blocs: blocksGallery, formulaires: formsGallery, graphiques: chartsGallery, grille: gridGallery };
export type GalleryPart = keyof typeof parts;
export const galleryParts = Object.keys(parts) as readonly GalleryPart[];

/** Every component with sample data, for looking at and for the tests. `say` wraps each text that users may have written. */
export const gallery = (part: GalleryPart, say: Say = (text) => text, brand: Instance['brand'] = 'neutral'): Html => page({
  title: say(`Galerie : ${part}`),
  lead: say('112 services sur 176 (64 %) sont sous CPOM actif ; 23 échéances dans les 12 mois.'),
  instance: { name: say('Centre-Val de Loire'), demo: true, brand, version: say('0.1.0'), authority: say('Ministère\ndu travail') },
  user: { name: say('Compte de démonstration'), capacity: say('Responsable CPOM, DREETS Centre-Val de Loire'), href: '/compte', signOut: { action: '/deconnexion', csrf: say('jeton') } },
  nav: galleryParts.map((name) => ({ href: `/galerie/${name}`, text: say(name), current: name === part, ...(name === 'grille' && { count: 3 }) })),
  breadcrumb: [{ href: '/', text: say('Accueil') }, { href: '/contrats', text: say('Contrats') }],
  notice: alert('info', say('Exemple'), html`Cette page montre les éléments de l’interface.`),
  atDate: { day: day('2021-12-31'), presentHref: '/galerie', knownOn: day('2022-03-01') },
  body: parts[part](say),
});
