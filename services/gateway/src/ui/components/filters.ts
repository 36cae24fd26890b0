import { html, safeUrl } from '../html.ts';
import type { Html } from '../html.ts';
import type { Query } from '../address.ts';
import { hidden } from './form.ts';

export interface FiltersModel {
  readonly action: string;
  /** Fields made with `textField`, `selectField`…, named as in the address. */
  readonly fields: readonly Html[];
  /** What the address must keep that is no filter: the sort, the date. */
  readonly kept?: Query;
  /** Says whether some filter applies: then « Tout afficher » is offered. */
  readonly active?: boolean;
}

const keep = (query: Query): Html => html`${Object.entries(query).map(([name, value]) =>
  (typeof value === 'string' ? [value] : (value ?? [])).map((text) => hidden(name, text)))}`;

/** Filters that live in the address: a plain form that asks for another page. */
export const filters = (model: FiltersModel): Html => html`<form class="app-filters" method="get" action="${safeUrl(model.action)}" role="search" aria-label="Filtrer">
  ${keep(model.kept ?? {})}
  ${model.fields.map((field) => html`<div class="app-filters__field">${field}</div>`)}
  <div class="app-buttons"><button class="fr-btn fr-btn--secondary" type="submit">Filtrer</button>${model.active === true && html`<a class="fr-link" href="${safeUrl(model.action)}">Tout afficher</a>`}</div>
</form>`;
