import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { plainTable } from '../components/table.ts';
import type { Column } from '../components/table.ts';
import { disclosure } from '../components/section.ts';
import { sourceNote } from '../components/progress.ts';

/** What every chart has. */
export interface ChartModel {
  /** Unique in the page. */
  readonly id: string;
  /** The finding where it can be computed, the measure otherwise. */
  readonly title: string;
  /** The same in a sentence or two, for who does not see the picture. */
  readonly description: string;
  /** Stands below: source, date, what is missing or masked. */
  readonly notes?: readonly Content[];
}

/** The drawing with its name and description; what is inside is a picture, its figures are in the table. */
export const drawing = (model: ChartModel, size: { readonly className: string; readonly height: number; readonly viewBox?: string }, body: Content): Html =>
  html`<svg class="app-chart__drawing ${size.className}" role="img" aria-labelledby="${model.id}-nom ${model.id}-desc" width="100%" height="${size.height}"${size.viewBox !== undefined && html` viewBox="${size.viewBox}"`} focusable="false">
  <title id="${model.id}-nom">${model.title}</title><desc id="${model.id}-desc">${model.description}</desc>${body}</svg>`;

/** A drawing with its title, its table beside and its notes. */
export const figure = (model: ChartModel, picture: Html, data: Html): Html => html`<figure class="app-chart" id="${model.id}">
  <figcaption class="app-chart__title">${model.title}</figcaption>
  ${picture}
  ${model.notes && sourceNote(...model.notes)}
  ${disclosure('Voir les chiffres dans un tableau', data)}
</figure>`;

/** The figures of a chart, as a table. */
export const dataTable = <R>(model: ChartModel, columns: readonly Column<R>[], rows: readonly R[]): Html =>
  plainTable({ id: `${model.id}-tableau`, caption: model.title, hideCaption: true, columns, rows, noun: ['ligne', 'lignes'] });

/** A place along the width, in percent: drawings stretch with the page while their texts keep their size. */
export const along = (percentage: number): string => `${Math.round(percentage * 100) / 100}%`;
