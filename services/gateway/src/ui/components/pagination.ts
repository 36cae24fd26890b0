import { pageSize, withQuery } from '../address.ts';
import type { Address } from '../address.ts';
import { html, safeUrl } from '../html.ts';
import type { Html } from '../html.ts';

export interface Paging {
  readonly address: Address;
  readonly page: number;
  readonly total: number;
  readonly perPage?: number;
}

// First, last, and the neighbours of the current page; gaps become an ellipsis.
const near = (page: number, last: number): number[] =>
  [...new Set([1, page - 1, page, page + 1, last])].filter((n) => n >= 1 && n <= last).sort((a, b) => a - b);

function numbered({ address, page }: Paging, target: number, previous: number | undefined): Html {
  const gap = previous !== undefined && target > previous + 1 && html`<li><span class="fr-pagination__link">…</span></li>`;
  const href = safeUrl(withQuery(address, { page: target === 1 ? undefined : String(target) }));
  const link = target === page
    ? html`<a class="fr-pagination__link" aria-current="page" title="Page ${target}">${target}</a>`
    : html`<a class="fr-pagination__link" href="${href}" title="Page ${target}">${target}</a>`;
  return html`${gap}<li>${link}</li>`;
}

function step(paging: Paging, target: number, last: number, kind: 'prev' | 'next', text: string): Html {
  const look = `fr-pagination__link fr-pagination__link--${kind} fr-pagination__link--lg-label`;
  if (target < 1 || target > last) return html`<li><a class="${look}" aria-disabled="true" role="link">${text}</a></li>`;
  return html`<li><a class="${look}" href="${safeUrl(withQuery(paging.address, { page: target === 1 ? undefined : String(target) }))}">${text}</a></li>`;
}

/** Links to the other pages; nothing when there is only one. */
export function pagination(paging: Paging): Html | undefined {
  const last = Math.ceil(paging.total / (paging.perPage ?? pageSize));
  if (last <= 1) return undefined;
  const shown = near(Math.min(paging.page, last), last);
  return html`<nav class="fr-pagination" aria-label="Pages"><ul class="fr-pagination__list">
  ${step(paging, paging.page - 1, last, 'prev', 'Page précédente')}
  ${shown.map((target, index) => numbered(paging, target, shown[index - 1]))}
  ${step(paging, paging.page + 1, last, 'next', 'Page suivante')}
</ul></nav>`;
}
