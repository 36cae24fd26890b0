import { attributes, html, safeUrl } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { form, postingInputs } from './form.ts';
import type { Posting } from './form.ts';
import { definitions } from './definitions.ts';
import type { Definition } from './definitions.ts';
import { alert } from './alert.ts';

export interface ActionModel {
  /** Unique in the page. */
  readonly id: string;
  readonly text: string;
  /** A link to the form or the summary page, or a form of its own. */
  readonly to: { readonly href: string } | Posting;
  /** Why it is not possible yet; then the button is shown but does nothing. */
  readonly impossible?: Content;
  readonly look?: 'primary' | 'secondary' | 'tertiary';
}

const looks = { primary: 'fr-btn', secondary: 'fr-btn fr-btn--secondary', tertiary: 'fr-btn fr-btn--tertiary' };

// aria-disabled rather than disabled: the button can be reached, and its reason read.
const refused = (model: ActionModel, look: string): Html => html`<button class="${look} app-refused" type="button" aria-disabled="true" aria-describedby="${model.id}-raison">${model.text}</button>
  <p class="app-action__why" id="${model.id}-raison"><strong>Pas encore possible :</strong> ${model.impossible}</p>`;

/** A button, with the reason when it is not possible yet. One `primary` a page: the next legal step. */
export function action(model: ActionModel): Html {
  const look = looks[model.look ?? 'primary'];
  if (model.impossible !== undefined && model.impossible !== false) return html`<div class="app-action">${refused(model, look)}</div>`;
  if ('href' in model.to) return html`<div class="app-action"><a class="${look}" href="${safeUrl(model.to.href)}">${model.text}</a></div>`;
  return html`<form class="app-action" method="post" action="${safeUrl(model.to.action)}">${postingInputs(model.to)}<button class="${look}"${attributes({ type: 'submit', id: model.id })}>${model.text}</button></form>`;
}

/** Buttons that stand together. */
export const actions = (...buttons: readonly Content[]): Html => html`<div class="app-buttons">${buttons}</div>`;

export interface ConfirmModel extends Posting {
  /** What will be so in law: « Le contrat sera validé ; il ne pourra plus être modifié sans avenant. » */
  readonly effect: string;
  readonly summary: readonly Definition[];
  /** More to read again before: the checklist, a field for the reason. */
  readonly before?: Html;
  /** Fields to fill in, inside the form. */
  readonly fields?: Html;
  readonly confirm: string;
  readonly cancelHref: string;
}

/** The body of a summary page: what has legal effect is read again before it is done, and can be cancelled. */
export const confirmation = (model: ConfirmModel): Html => html`${alert('warning', 'Relisez avant de confirmer', model.effect)}
  ${definitions(model.summary)}${model.before}
  ${form({ ...model, body: html`${model.fields}`, submit: model.confirm, cancel: { href: model.cancelHref, text: 'Annuler, ne rien changer' } })}`;

