import { attributes, html, safeUrl } from '../html.ts';
import type { Content, Html } from '../html.ts';

/** The names of the two hidden fields of every form that changes something. */
export const csrfField = '_csrf';
export const causeField = '_cause';

export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`;
export const csrfInput = (token: string): Html => hidden(csrfField, token);

/** What a form that changes something needs: the session's token, and the request id made when it was shown. */
export interface Posting {
  readonly action: string;
  readonly csrf: string;
  readonly cause: string;
  readonly hidden?: Readonly<Record<string, string>>;
}

export const postingInputs = (posting: Posting): Html =>
  html`${csrfInput(posting.csrf)}${hidden(causeField, posting.cause)}${Object.entries(posting.hidden ?? {}).map(([name, value]) => hidden(name, value))}`;

export interface FormModel extends Posting {
  readonly body: Html;
  /** The one main button: « Enregistrer l'avis ». */
  readonly submit: string;
  readonly cancel?: { readonly href: string; readonly text?: string };
  /** Needed when a file is sent. */
  readonly multipart?: boolean;
}

export const cancelLink = (cancel: FormModel['cancel']): Content =>
  cancel && html`<a class="fr-btn fr-btn--secondary" href="${safeUrl(cancel.href)}">${cancel.text ?? 'Annuler'}</a>`;

/** A form that changes something. Browser validation is off: our messages stand beside the fields and in the summary. */
export const form = (model: FormModel): Html => html`<form class="app-form" method="post" action="${safeUrl(model.action)}" novalidate${attributes({ enctype: model.multipart === true && 'multipart/form-data' })}>
  ${postingInputs(model)}
  ${model.body}
  <div class="app-buttons"><button class="fr-btn" type="submit">${model.submit}</button>${cancelLink(model.cancel)}</div>
</form>`;
