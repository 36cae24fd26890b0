import { plural } from '@cpom/kernel';
import type { RefusalDetail } from '@cpom/kernel';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { fieldNames } from '../named.ts';
import { fieldId } from './fields.ts';

/** Stands at the top of a refused form: what is wrong, each message a link to its field and after its name among `fields`. Nothing when nothing is. */
export function errorSummary(details: readonly RefusalDetail[], refusal?: string, fields?: Html): Html | undefined {
  if (details.length === 0 && refusal === undefined) return undefined;
  const title = details.length === 0 ? 'Cette demande ne peut pas aboutir' : `${plural(details.length, 'point')} à corriger`;
  const names = fields && details.length > 0 ? fieldNames(fields) : undefined;
  const sentence = ({ field, message }: RefusalDetail): string => [names?.get(field), message].filter(Boolean).join(' : ');
  return html`<div class="fr-alert fr-alert--error app-errors" role="alert" id="erreurs" tabindex="-1" data-focus>
  <h2 class="fr-alert__title">${title}</h2>
  ${refusal !== undefined && html`<p>${refusal}</p>`}
  ${details.length > 0 && html`<ul>${details.map((detail) => html`<li><a href="#${fieldId(detail.field)}">${sentence(detail)}</a></li>`)}</ul>`}
</div>`;
}
