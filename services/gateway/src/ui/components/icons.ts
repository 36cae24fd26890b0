import { html } from '../html.ts';
import type { Html } from '../html.ts';

// Drawn here rather than as a mask image, so that they print and survive forced colours.
const icon = (shape: Html): Html => html`<svg class="app-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">${shape}</svg>`;

/** Signs whose words always stand beside. */
export const icons = {
  met: icon(html`<circle cx="12" cy="12" r="10" fill="currentColor"/><path d="M7 12.5l3.5 3.5 6.5-7.5" fill="none" stroke="var(--background-default-grey)" stroke-width="2.2"/>`),
  notMet: icon(html`<circle cx="12" cy="12" r="10" fill="currentColor"/><path d="M8 8l8 8M16 8l-8 8" fill="none" stroke="var(--background-default-grey)" stroke-width="2.2"/>`),
  warned: icon(html`<path d="M12 2.5L23 21H1z" fill="currentColor"/><path d="M12 9v6M12 16.8v2" stroke="var(--background-default-grey)" stroke-width="2.2"/>`),
  overridden: icon(html`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2"/><path d="M6 18L18 6" stroke="currentColor" stroke-width="2"/>`),
  notApplicable: icon(html`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 3"/><path d="M8 12h8" stroke="currentColor" stroke-width="2"/>`),
};
