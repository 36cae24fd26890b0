import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';

/** Nothing yet: what to do first, and who does it. */
export const emptyState = (model: { readonly title: string; readonly what: Content; readonly who: Content; readonly action?: Html }): Html => html`<div class="app-empty">
  <p class="app-empty__title">${model.title}</p>
  <p>${model.what}</p>
  <p class="app-empty__who">${model.who}</p>
  ${model.action}
</div>`;
