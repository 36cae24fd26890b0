import { frenchNumber } from '@cpom/kernel';
import { html, safeUrl } from '../html.ts';
import type { Html } from '../html.ts';

export interface Download {
  readonly href: string;
  readonly text: string;
  /** Format, who added it and when: « PDF, ajouté par la DREETS le 12/03/2022 ». */
  readonly detail?: string;
  readonly bytes?: number;
}

/** 820 ko, 1,4 Mo. */
export function fileSize(bytes: number): string {
  const kilo = bytes / 1000;
  return kilo < 1000 ? `${frenchNumber(Math.max(1, Math.round(kilo)))} ko` : `${frenchNumber(kilo / 1000, 1)} Mo`;
}

function download(item: Download): Html {
  const details = [item.detail, item.bytes === undefined ? undefined : fileSize(item.bytes)].filter((part) => part !== undefined).join(' — ');
  return html`<li><a class="fr-link fr-link--download" href="${safeUrl(item.href)}" download>${item.text}${details !== '' && html` <span class="fr-link__detail">${details}</span>`}</a></li>`;
}

/** Files to take away, each with its format and size. */
export const downloads = (items: readonly Download[]): Html => html`<ul class="app-downloads">${items.map(download)}</ul>`;
