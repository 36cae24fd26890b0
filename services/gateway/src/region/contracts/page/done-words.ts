import type { Asked } from '../../../site/asked.ts';
import { alert, html, type Html } from '../../../ui/index.ts';

const doneWords: Readonly<Record<string, string>> = {
  prepare: 'Le contrat est préparé, à l’état de brouillon.', decrit: 'Le texte est enregistré.', duree: 'La durée est fixée.',
  'partie-ajoutee': 'La partie est ajoutée.', 'partie-retiree': 'La partie est retirée du contrat.',
  'open-negotiation': 'La négociation est ouverte.', 'open-consultation': 'Le contrat est en consultation : saisissez les instances.',
  validate: 'Le contrat est validé.', 'open-signing': 'Le contrat est à la signature.', 'return-to-negotiation': 'La négociation est reprise.', abandon: 'Le contrat est abandonné.',
  'avis-demande': 'L’instance est saisie.', 'avis-enregistre': 'L’avis est enregistré.', signature: 'La signature est enregistrée.',
  'document-joint': 'Le document est joint.', 'document-retire': 'Le document est retiré.',
  'fiche-ecrite': 'La fiche action est enregistrée.', 'fiche-retiree': 'La fiche action est retirée.', referent: 'Le référent est désigné.',
  derogation: 'Il est passé outre à la règle. Le motif est montré aux parties et transmis à la DGT.', retablie: 'La règle s’applique de nouveau.',
  rectifie: 'Le fait est rectifié. La valeur précédente reste lisible dans l’historique.',
};

/** Where on the contract's page one sees it. */
const places: Readonly<Record<string, readonly [string, string]>> = {
  'partie-ajoutee': ['parties', 'Voir les parties'], 'partie-retiree': ['parties', 'Voir les parties'], 'avis-demande': ['avis', 'Voir les avis'], 'avis-enregistre': ['avis', 'Voir les avis'],
  'document-joint': ['documents', 'Voir les documents'], 'document-retire': ['documents', 'Voir les documents'], signature: ['signatures', 'Voir les signatures'],
  'fiche-retiree': ['fiches', 'Voir les fiches'], decrit: ['texte', 'Voir le texte'], duree: ['texte', 'Voir la durée'], rectifie: ['historique', 'Voir l’historique'], 'open-consultation': ['avis', 'Voir les avis'],
};

/** What was just done, said at the top of the page that follows, with a link to where it shows. */
export function doneNotice(asked: Asked): Html | undefined {
  const text = Object.hasOwn(doneWords, asked.done.what) ? doneWords[asked.done.what] : undefined;
  if (text === undefined) return undefined;
  const place = places[asked.done.what];
  return place ? alert('success', text, html`<a href="#${place[0]}">${place[1]}</a>`) : alert('success', text);
}
