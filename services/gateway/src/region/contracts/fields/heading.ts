import type { Heading } from '@cpom/proto/contracts/v1/facts';
import { checkboxField, html, radioField, textArea, textField, type Html } from '../../../ui/index.ts';
import { choice, text } from '../../../web/inputs.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import { box, input } from '../act/shown.ts';
import type { Shown } from '../act/types.ts';
import { optionsOf, shapes } from '../words.ts';
import { maybeText, yes } from './inputs.ts';
import { linesOf, ticked } from './organisations.ts';

export const nameShape = { reference: text(80), title: text(200), shape: choice(['individual', 'collective']) };
export const headingShape = {
  ...nameShape, commonReference: maybeText(80), context: maybeText(20_000), visas: maybeText(20_000), followUp: maybeText(20_000), pdpCell: maybeText(5_000), noConvention: yes(), linesShared: yes(),
};

interface HeadingValue extends Omit<Heading, 'visas'> {
  readonly visas: string;
}

export const headingOf = ({ visas, reference, title, shape, commonReference, context, followUp, pdpCell, noConvention, linesShared }: HeadingValue): Heading =>
  ({ reference, title, shape, commonReference, context, followUp, pdpCell, noConvention, linesShared, visas: linesOf(visas) });

export const headingTyped = (heading: Heading): TypedGroup =>
  ({ ...heading, visas: heading.visas.join('\n'), noConvention: ticked(heading.noConvention), linesShared: ticked(heading.linesShared) });

export const nameFields = (shown: Shown): Html => html`
  ${textField({ ...input(shown, 'reference'), label: 'Référence', hint: 'Celle de votre service, unique dans la région. Exemple : CPOM-24-2027-03.', width: 'medium', maxlength: 80 })}
  ${textField({ ...input(shown, 'title'), label: 'Titre', maxlength: 200 })}
  ${radioField({ ...input(shown, 'shape'), label: 'Forme', options: optionsOf(shapes) })}`;

/** What identifies and describes a contract. */
export const headingFields = (shown: Shown): Html => html`${nameFields(shown)}
  ${textField({ ...input(shown, 'commonReference'), label: 'Référence commune', optional: true, hint: 'La même pour des contrats jumeaux conclus dans plusieurs régions.', width: 'medium' })}
  ${textArea({ ...input(shown, 'context'), label: 'Contexte', optional: true })}
  ${textArea({ ...input(shown, 'visas'), label: 'Au vu de', optional: true, hint: 'Lois, instructions, plans : un par ligne.' })}
  ${textArea({ ...input(shown, 'followUp'), label: 'Suivi, contrôle et évaluation', optional: true, hint: 'Comment les résultats sont suivis, contrôlés et évalués (D.4622-46).' })}
  ${textArea({ ...input(shown, 'pdpCell'), label: 'Composition minimale de la cellule PDP', optional: true, hint: 'Que le contrat fixe (L.4622-8-1).', rows: 3 })}
  <div class="fr-my-3w">${checkboxField({ ...box(shown, 'noConvention'), label: 'Aucune convention de l’article L.422-6 CSS n’existe', hint: 'Sinon, joignez les conventions aux documents (L.4622-10).' })}</div>
  ${checkboxField({ ...box(shown, 'linesShared'), label: 'Chaque signataire peut voir les lignes des autres', hint: 'Selon ce que prévoit le contrat.' })}`;
