import { action, actions, definitions, html, section, type Definition, type Html } from '../../../ui/index.ts';
import { dateOr, isOpen } from '../about.ts';
import { shapes, wordOf } from '../words.ts';
import type { ContractView } from './model.ts';

const effectOf = ({ contract }: ContractView): string => {
  if (contract.effectiveFrom !== '') return `${dateOr(contract.effectiveFrom)}${contract.term.effect === 'at-signature' ? ' (à la signature)' : ''}`;
  return contract.term.effect === 'on-date' ? dateOr(contract.term.effectiveFrom) : 'à la dernière signature';
};

function expiryOf({ contract: { term } }: ContractView): Html {
  return html`${dateOr(term.expiresOn, 'non fixée')}${term.provisional && html` (provisoire${term.followUpOn !== '' && `, à réexaminer le ${dateOr(term.followUpOn)}`})`}${term.wording !== '' && html`<br><q>${term.wording}</q>`}${term.extended && html`<br>Résulte de prorogations.`}`;
}

const long = (text: string): Html => html`<span class="app-text">${text}</span>`;
const given = (term: string, text: string): Definition[] => (text === '' ? [] : [{ term, value: long(text) }]);

const lines = (view: ContractView): Definition[] => {
  const { contract: { heading, origin, recordedAfterwards } } = view;
  return [
    { term: 'Référence', value: heading.reference }, { term: 'Forme', value: wordOf(shapes, heading.shape) }, ...given('Référence commune (contrats jumeaux)', heading.commonReference),
    { term: 'Prise d’effet', value: effectOf(view) }, { term: 'Échéance', value: expiryOf(view) },
    ...given('Contexte', heading.context), ...(heading.visas.length === 0 ? [] : [{ term: 'Au vu de', value: html`<ul>${heading.visas.map((visa) => html`<li>${visa}</li>`)}</ul>` }]),
    { term: 'Suivi, contrôle, évaluation', value: heading.followUp === '' ? 'Non précisés' : long(heading.followUp) },
    { term: 'Composition minimale de la cellule PDP', value: heading.pdpCell === '' ? 'Non fixée' : long(heading.pdpCell) },
    { term: 'Conventions (L.422-6 CSS)', value: heading.noConvention ? 'Aucune n’existe' : 'À annexer' },
    { term: 'Lignes des autres parties', value: heading.linesShared ? 'Visibles de chaque signataire' : 'Non visibles' },
    { term: 'Origine des données', value: `${origin === 'fictif' ? 'Fictive (démonstration)' : origin === 'saisie' ? 'Saisie dans l’application' : origin}${recordedAfterwards ? ', reprise d’un contrat existant' : ''}` },
  ];
};

const edit = ({ href, prepares, contract }: ContractView): Html | undefined => {
  if (!prepares) return undefined;
  if (isOpen(contract)) {
    return actions(action({ id: 'modifier', text: 'Modifier le texte', to: { href: `${href}/modifier` }, look: 'secondary' }), action({ id: 'duree', text: 'Fixer la durée', to: { href: `${href}/duree` }, look: 'secondary' }));
  }
  return actions(action({ id: 'rectifier', text: 'Rectifier un fait', to: { href: `${href}/rectifier` }, look: 'tertiary' }));
};

/** What the contract says of itself: reference, duration, context, follow-up. */
export const textPart = (view: ContractView): Html => section('texte', 'Texte et durée', html`${definitions(lines(view))}${edit(view)}`);
