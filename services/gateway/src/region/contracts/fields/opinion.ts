import type { Opinion } from '@cpom/proto/contracts/v1/facts';
import { dateField, html, radioField, selectField, textArea, type Html, type Option } from '../../../ui/index.ts';
import { choice, text } from '../../../web/inputs.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import { input } from '../act/shown.ts';
import type { Shown } from '../act/types.ts';
import { opinionKinds, optionsOf, senses } from '../words.ts';
import { maybeChoice, maybeDate, maybeText } from './inputs.ts';
import { typedDate } from './organisations.ts';

export const askedShape = { body: text(80), kind: choice(['opinion', 'validation', 'information']), askedOn: maybeDate(), dueOn: maybeDate(), comment: maybeText(5_000) };
export const givenShape = { sense: maybeChoice(), givenOn: maybeDate(), comment: maybeText(5_000) };
export const wholeShape = { ...askedShape, ...givenShape };

export const opinionTyped = ({ body, kind, askedOn, dueOn, givenOn, sense, comment }: Opinion): TypedGroup =>
  ({ body, kind, sense, comment, askedOn: typedDate(askedOn), dueOn: typedDate(dueOn), givenOn: typedDate(givenOn) });

/** Which body is asked what, and by when it must answer. */
export const askedFields = (shown: Shown, bodies: readonly Option[]): Html => html`
  ${selectField({ ...input(shown, 'body'), label: 'Instance', prompt: 'Choisir une instance', options: bodies, hint: 'Si elle manque, enregistrez-la d’abord dans l’annuaire.' })}
  ${radioField({ ...input(shown, 'kind'), label: 'Ce qui est demandé', options: optionsOf(opinionKinds) })}
  ${dateField({ ...input(shown, 'askedOn'), label: 'Saisie le', optional: true })}
  ${dateField({ ...input(shown, 'dueOn'), label: 'Réponse avant le', optional: true, hint: 'Passé ce délai, l’avis est réputé donné. Au format 31/12/2022.' })}`;

/** What the body said. */
export const givenFields = (shown: Shown): Html => html`
  ${radioField({ ...input(shown, 'sense'), label: 'Sens', options: optionsOf(senses) })}
  ${dateField({ ...input(shown, 'givenOn'), label: 'Rendu le', optional: true, hint: 'À indiquer, sauf si l’avis n’a pas été rendu. Au format 31/12/2022.' })}
  ${textArea({ ...input(shown, 'comment'), label: 'Observations', optional: true, hint: 'Réserves, motifs. Ce texte peut être effacé sur demande, la date et le sens restent.', rows: 4 })}`;
