import { plural } from '@cpom/kernel';
import { withQuery } from '../address.ts';
import type { Address, Sort } from '../address.ts';
import { attributes, classes, html, safeUrl } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { downloads } from './downloads.ts';
import { pagination } from './pagination.ts';

export interface Column<R> {
  readonly key: string;
  readonly head: string;
  /** Stands in the heading: « en % », « salariés ». */
  readonly unit?: string;
  /** Figures stand to the right with digits of one width. */
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  readonly cell: (row: R) => Content;
}

export interface TableModel<R> {
  /** Unique in the page. */
  readonly id: string;
  readonly caption: string;
  readonly hideCaption?: boolean;
  /** The first column names the row and stays in view on narrow screens. */
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  /** The words for a count of rows: `['contrat', 'contrats']`. */
  readonly noun: readonly [string, string];
  /** Needed for sorting and paging. */
  readonly address?: Address;
  readonly sort?: Sort | undefined;
  /** How many rows there are in all, when only one page is shown. */
  readonly total?: number;
  readonly page?: number;
  /** CSV of what is filtered. */
  readonly csvHref?: string;
  /** Cells of a row of totals. */
  readonly totals?: readonly Content[];
  /** Shown instead of the table when there is no row; see `emptyState`. */
  readonly empty?: Html;
}

function sortHref(address: Address, column: string, sort: Sort | undefined): string {
  const reverse = sort?.key === column && !sort.descending;
  return withQuery(address, { tri: `${reverse ? '-' : ''}${column}`, page: undefined });
}

function heading<R>(model: TableModel<R>, column: Column<R>): Html {
  const sorted = model.sort?.key === column.key ? (model.sort.descending ? 'descending' : 'ascending') : undefined;
  const text = html`${column.head}${column.unit !== undefined && html` <span class="app-unit">${column.unit}</span>`}`;
  const arrow = sorted === undefined ? '↕' : sorted === 'ascending' ? '↑' : '↓';
  const link = model.address && column.sortable === true
    ? html`<a class="app-sort" href="${safeUrl(sortHref(model.address, column.key, model.sort))}">${text}<span aria-hidden="true"> ${arrow}</span><span class="fr-sr-only"> (trier)</span></a>`
    : text;
  return html`<th scope="col" class="${column.numeric === true && 'app-right'}"${attributes({ 'aria-sort': sorted })}>${link}</th>`;
}

function cell<R>(column: Column<R>, row: R, index: number): Html {
  const look = classes(column.numeric === true && 'app-right');
  return index === 0 ? html`<th scope="row" class="${look}">${column.cell(row)}</th>` : html`<td class="${look}">${column.cell(row)}</td>`;
}

const totalsRow = <R>(model: TableModel<R>): Content => model.totals && html`<tfoot><tr>${model.totals.map((content, index) =>
  index === 0 ? html`<th scope="row">${content}</th>` : html`<td class="${model.columns[index]?.numeric === true && 'app-right'}">${content}</td>`)}</tr></tfoot>`;

/** The bare table in its scrolling frame, without count, paging or downloads. */
export const plainTable = <R>(model: TableModel<R>): Html => html`<div class="app-table" role="region" aria-labelledby="${model.id}-titre" tabindex="0"><table id="${model.id}">
  <caption id="${model.id}-titre" class="${model.hideCaption === true && 'fr-sr-only'}">${model.caption}</caption>
  <thead><tr>${model.columns.map((column) => heading(model, column))}</tr></thead>
  <tbody>${model.rows.map((row) => html`<tr>${model.columns.map((column, index) => cell(column, row, index))}</tr>`)}</tbody>
  ${totalsRow(model)}
</table></div>`;

/** A table with its count of rows, its pages of 50 and its CSV; or what to do first when it is empty. */
export function table<R>(model: TableModel<R>): Html {
  const total = model.total ?? model.rows.length;
  if (total === 0 && model.empty) return model.empty;
  return html`<div class="app-table-block">
  <div class="app-table-bar"><p>${plural(total, model.noun[0], model.noun[1])}</p>${model.csvHref !== undefined && downloads([{ href: model.csvHref, text: 'Télécharger le tableau', detail: 'CSV' }])}</div>
  ${plainTable(model)}
  ${model.address && pagination({ address: model.address, page: model.page ?? 1, total })}
</div>`;
}
