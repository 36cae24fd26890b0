import { plural } from '@cpom/kernel';
import type { RefusalDetail } from '@cpom/kernel';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { fieldId } from './fields.ts';

/** Stands at the top of a refused form: what is wrong, each message a link to its field. Nothing when nothing is. */
export function errorSummary(details: readonly RefusalDetail[], refusal?: string): Html | undefined {
  if (details.length === 0 && refusal === undefined) return undefined;
  const title = details.length === 0 ? 'Cette demande ne peut pas aboutir' : `${plural(details.length, 'point')} à corriger`;
  return html`<div class="fr-alert fr-alert--error app-errors" role="alert" id="erreurs" tabindex="-1" data-focus>
  <h2 class="fr-alert__title">${title}</h2>
  ${refusal !== undefined && html`<p>${refusal}</p>`}
  ${details.length > 0 && html`<ul>${details.map((detail) => html`<li><a href="#${fieldId(detail.field)}">${detail.message}</a></li>`)}</ul>`}
</div>`;
}
