import { regions } from '@cpom/kernel';
import type { Region } from '@cpom/kernel';
import { html, safeUrl } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { sourceNote } from '../components/progress.ts';
import { plainTable } from '../components/table.ts';
import type { ChartModel } from './frame.ts';

export type Bucket = 0 | 1 | 2 | 3 | 4;

/** What a tile says of one region. */
export interface RegionFigure {
  /** COG code, a text: "01". */
  readonly code: string;
  /** In words and short: « 64 % », « n.r. ». */
  readonly figure: string;
  /** How full the colour is; absent when there is no number. */
  readonly bucket?: Bucket;
  readonly href: string;
  readonly connected: boolean;
  /** A further column of the table: freshness, counts. */
  readonly detail?: Content;
}

export interface MapModel extends ChartModel {
  readonly figures: readonly RegionFigure[];
  readonly measure: string;
  /** What each colour means, in words, from bucket 0 on: « moins de 25 % ». */
  readonly legend: readonly string[];
  readonly detailHead?: string;
}

// Where a tile is narrow, the name is cut to the usual abbreviation; the whole name is always read aloud.
const short: ReadonlyMap<string, string> = new Map([
  ['84', 'ARA'], ['27', 'BFC'], ['53', 'BRE'], ['24', 'CVL'], ['94', 'COR'], ['44', 'GES'], ['01', 'GUA'], ['03', 'GUY'], ['32', 'HDF'],
  ['11', 'IDF'], ['04', 'REU'], ['02', 'MAR'], ['06', 'MAY'], ['28', 'NOR'], ['75', 'NAQ'], ['76', 'OCC'], ['52', 'PDL'], ['93', 'PAC'],
]);

/** The bucket of a number between thresholds: below the first is 0, from the fourth on is 4. */
export const bucketOf = (value: number, thresholds: readonly number[]): Bucket =>
  Math.min(4, thresholds.filter((threshold) => value >= threshold).length) as Bucket;

const look = (figure: RegionFigure | undefined): string => {
  if (figure?.connected !== true) return 'app-tile--away';
  return figure.bucket === undefined ? 'app-tile--none' : `app-bucket-${figure.bucket}`;
};

function tile(region: Region, figure: RegionFigure | undefined): Html {
  const away = html`<span class="app-tile__figure"><span class="app-wide">non connectée</span><span class="app-narrow" aria-hidden="true">n.c.</span></span>`;
  const inside = html`<span class="app-tile__name"><span class="app-wide">${region.name}</span><span class="app-narrow" aria-hidden="true">${short.get(region.code)}</span></span>
    ${figure?.connected === true ? html`<span class="app-tile__figure">${figure.figure}</span>` : away}`;
  const box = `app-tile tile-c${region.column} tile-r${region.row} ${look(figure)}`;
  return html`<li class="${box}">${figure ? html`<a href="${safeUrl(figure.href)}">${inside}</a>` : html`<span>${inside}</span>`}</li>`;
}

const legend = (texts: readonly string[]): Html => html`<ul class="app-legend">${texts.map((text, index) => html`<li><span class="app-swatch app-bucket-${index}"></span>${text}</li>`)}
  <li><span class="app-swatch app-tile--away"></span>non connectée (n.c.)</li></ul>`;

/** The same figures as a table of the 18 regions. */
export function mapTable(model: MapModel): Html {
  const of = (region: Region): RegionFigure | undefined => model.figures.find((figure) => figure.code === region.code);
  const name = (region: Region): Content => { const figure = of(region); return figure ? html`<a href="${safeUrl(figure.href)}">${region.name}</a>` : region.name; };
  return plainTable<Region>({
    id: `${model.id}-tableau`, caption: `${model.measure} par région`, hideCaption: true, noun: ['région', 'régions'], rows: regions,
    columns: [
      { key: 'region', head: 'Région', cell: name },
      { key: 'figure', head: model.measure, numeric: true, cell: (region) => { const figure = of(region); return figure?.connected === true ? figure.figure : 'non connectée'; } },
      ...(model.detailHead === undefined ? [] : [{ key: 'detail', head: model.detailHead, cell: (region: Region): Content => of(region)?.detail ?? '—' }]),
    ],
  });
}

/** The 18 regions as tiles: a list of links with the figure in words, its table beside. */
export const tileMap = (model: MapModel): Html => html`<section class="app-map" id="${model.id}" aria-labelledby="${model.id}-nom">
  <h2 class="app-chart__title" id="${model.id}-nom">${model.title}</h2>
  <p class="fr-sr-only">${model.description}</p>
  <div class="app-map__sides"><div><ul class="app-tiles">${regions.map((region) => tile(region, model.figures.find((figure) => figure.code === region.code)))}</ul>${legend(model.legend)}</div>
  <div class="app-map__table">${mapTable(model)}</div></div>
  ${model.notes && sourceNote(...model.notes)}
</section>`;
