import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';

export type Tone = 'success' | 'info' | 'warning' | 'error';

/** How an action ended, or what must be known before one. */
export const alert = (tone: Tone, title: string, body?: Content): Html => html`<div class="fr-alert fr-alert--${tone}" role="${tone === 'error' ? 'alert' : 'status'}">
  <p class="fr-alert__title">${title}</p>${body !== undefined && html`<div>${body}</div>`}</div>`;

/** A remark beside a block. */
export const callout = (title: string, body: Content): Html =>
  html`<div class="fr-callout app-callout"><p class="fr-callout__title">${title}</p><div class="fr-callout__text">${body}</div></div>`;
