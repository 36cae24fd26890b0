import { scaleLinear } from 'd3-scale';
import { frenchNumber } from '@cpom/kernel';
import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { value } from '../components/values.ts';
import { missing } from '../numbers.ts';
import { along, dataTable, drawing, figure } from './frame.ts';
import type { ChartModel } from './frame.ts';
import { apart, numbersOf, pathOf, places, twoLines, yearsOf } from './series.ts';
import type { Place, Series } from './series.ts';

export interface LinesModel extends ChartModel {
  /** Six at most: beyond, use small multiples. */
  readonly series: readonly Series[];
  readonly target?: { readonly value: number; readonly label: string };
  readonly unit?: string;
  readonly max?: number;
}

interface Scales {
  readonly x: (year: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  readonly years: readonly number[];
}

const height = 300;
const [top, bottom] = [26, height - 28];
const rightEdge = 66;

export function scalesOf(series: readonly Series[], extra: readonly number[], max?: number): Scales {
  const years = yearsOf(series);
  const largest = max ?? Math.max(1e-9, ...numbersOf(series), ...extra);
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const y = scaleLinear().domain([0, largest]).nice(4).range([bottom, top]);
  // One year alone stands at the end, beside its label.
  const x = first === last ? (): number => rightEdge - 1 : scaleLinear().domain([first, last]).range([8, rightEdge - 1]);
  return { x, y, ticks: y.ticks(4), years };
}

const grid = ({ y, ticks, x, years }: Scales, unit: string | undefined): Html => html`${ticks.map((tick) => html`<line class="app-chart__grid" x1="0" x2="${along(rightEdge)}" y1="${y(tick)}" y2="${y(tick)}"/>
  <text class="app-chart__tick" x="0" y="${y(tick) - 4}">${frenchNumber(tick, Number.isInteger(tick) ? 0 : 1)}${tick === ticks.at(-1) && unit}</text>`)}
  ${years.map((year) => html`<text class="app-chart__tick" x="${along(x(year))}" y="${height - 8}" text-anchor="middle">${year}</text>`)}`;

function label(text: string, look: string, from: Place, y: number): Html {
  return html`<line class="app-chart__leader" x1="${along(from.x)}" x2="${along(rightEdge + 3)}" y1="${from.y}" y2="${y}"/>
    <text class="app-chart__series ${look}">${twoLines(text, 16).map((line, row) => html`<tspan x="${along(rightEdge + 4)}" y="${y + 4 + row * 14}">${line}</tspan>`)}</text>`;
}

const marks = (points: readonly (Place | undefined)[], index: number): Html =>
  html`${points.map((point) => point && html`<circle class="app-chart__point app-series-${index}" cx="${along(point.x)}" cy="${point.y}" r="3.5"/>`)}`;

const targetMark = (target: LinesModel['target'], { y }: Scales): Content =>
  target && html`<line class="app-chart__target" x1="0" x2="${along(rightEdge)}" y1="${y(target.value)}" y2="${y(target.value)}" stroke-dasharray="6 4"/>`;

// The target is labelled beside the series, so that no text stands on a line.
function labels(model: LinesModel, scales: Scales, all: readonly (readonly (Place | undefined)[])[]): Html {
  const texts = model.series.map((one, index) => ({ text: one.label, look: `app-series-${index}`, from: all[index]?.findLast((point) => point !== undefined) ?? { x: rightEdge, y: bottom } }));
  const ends = model.target ? [...texts, { text: model.target.label, look: '', from: { x: rightEdge, y: scales.y(model.target.value) } }] : texts;
  const heights = apart(ends.map((end) => end.from.y), 30, bottom);
  return html`${ends.map((end, index) => label(end.text, end.look, end.from, heights[index] ?? end.from.y))}`;
}

/** Years as columns, series as rows. */
export function linesTable(model: LinesModel): Html {
  const cell = (one: Series, year: number): Html => {
    const point = one.points.find((candidate) => candidate.year === year);
    return value(point?.value ?? missing, point?.href);
  };
  return dataTable(model, [
    { key: 'label', head: 'Série', ...(model.unit !== undefined && { unit: model.unit.trim() }), cell: (one: Series): Content => one.label },
    ...yearsOf(model.series).map((year) => ({ key: String(year), head: String(year), numeric: true, cell: (one: Series): Content => cell(one, year) })),
  ], model.series);
}

/** Lines over years, each labelled at its end; the target is a dashed mark. */
export function lines(model: LinesModel): Html {
  if (model.series.length > 6) throw new RangeError('At most six series on one drawing');
  const scales = scalesOf(model.series, model.target ? [model.target.value] : [], model.max);
  const all = model.series.map((one) => places(one, scales.x, scales.y));
  // The plot is stretched to the page; what must keep its size (texts, points, width of lines) is not.
  const plot = html`<svg width="100%" height="${height}" viewBox="0 0 100 ${height}" preserveAspectRatio="none">${all.map((points, index) => html`<path class="app-chart__line app-series-${index}" d="${pathOf(points)}"/>`)}</svg>`;
  return figure(model, drawing(model, { className: 'app-lines', height }, [grid(scales, model.unit), targetMark(model.target, scales), plot, all.map(marks), labels(model, scales, all)]), linesTable(model));
}
