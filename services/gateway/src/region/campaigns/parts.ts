import { html, tabs, type Html } from '../../ui/index.ts';
import type { RegionVisit } from '../calls.ts';
import { checkers, signatories, type ReadCampaign } from './about.ts';

export type View = 'grille' | 'coller' | 'transmission' | 'controle' | 'historique';

/** The views of one submission, each with its own address. */
export function campaignTabs(visit: RegionVisit, { href, rows, summary }: ReadCampaign, current: View): Html {
  const fills = rows.some(({ editable }) => editable);
  const views: readonly (readonly [View, string, string, boolean])[] = [
    ['grille', href, fills ? 'Saisie' : 'Valeurs', true],
    ['coller', `${href}/coller`, 'Coller ou importer', fills],
    ['transmission', `${href}/transmission`, 'Où en est la remontée', true],
    ['controle', `${href}/controle`, 'Contrôle', visit.may(checkers)],
    ['historique', `${href}/historique`, 'Historique', true],
  ];
  const items = views.filter(([, , , shown]) => shown).map(([view, to, text]) => ({ href: to, text, current: view === current }));
  const compare = `/indicateurs/comparaison?campagne=${summary.campaign}&service=${summary.service}`;
  return html`${tabs('Vues de la remontée', visit.may(signatories) ? [...items, { href: compare, text: 'Comparaison' }] : items)}`;
}
