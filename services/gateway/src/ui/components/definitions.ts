import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';

export interface Definition {
  readonly term: string;
  readonly value: Content;
}

/** Facts about one thing: a term, its value. */
export const definitions = (items: readonly Definition[]): Html =>
  html`<dl class="app-definitions">${items.map((item) => html`<div><dt>${item.term}</dt><dd>${item.value}</dd></div>`)}</dl>`;
