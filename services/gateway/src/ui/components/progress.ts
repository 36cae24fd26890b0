import { frenchNumber } from '@cpom/kernel';
import type { Instant } from '@cpom/kernel';
import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { ago } from '../numbers.ts';

/** « 34 sur 46 lignes renseignées », with a bar. */
export const progress = (model: { readonly done: number; readonly of: number; readonly what: string; readonly id: string }): Html => html`<div class="app-progress" data-progress>
  <p id="${model.id}"><strong data-done>${frenchNumber(model.done)}</strong> sur <span data-of>${frenchNumber(model.of)}</span> ${model.what}</p>
  <progress value="${model.done}" max="${Math.max(model.of, 1)}" aria-labelledby="${model.id}"></progress>
</div>`;

/** Freshness is part of the figure: « données de Corse : il y a 3 jours ». Older than `staleAfterHours` (48), it says so in words. */
export function freshness(model: { readonly what: string; readonly at: Instant | undefined; readonly now: Instant; readonly staleAfterHours?: number }): Html {
  if (model.at === undefined) return html`<span class="app-fresh app-fresh--stale">${model.what} : jamais reçues</span>`;
  const stale = Date.parse(model.now) - Date.parse(model.at) > (model.staleAfterHours ?? 48) * 3_600_000;
  return html`<span class="app-fresh${stale && ' app-fresh--stale'}">${model.what} : <time datetime="${model.at}">${ago(model.at, model.now)}</time>${stale && ' (à actualiser)'}</span>`;
}

/** What stands below a figure or a chart: source, date, what is missing or masked. */
export const sourceNote = (...parts: readonly Content[]): Html => html`<p class="fr-text--xs app-source">${parts.map((part) => html`<span>${part}</span> `)}</p>`;
