import { scaleLinear } from 'd3-scale';
import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { drawing, figure } from './frame.ts';
import type { ChartModel } from './frame.ts';
import { linesTable } from './lines.ts';
import { numbersOf, pathOf, places, yearsOf } from './series.ts';
import type { Series } from './series.ts';
import { shown } from './bars.ts';

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly max: number;
  readonly years: readonly number[];
}

function curve(one: Series, frame: Frame, target?: number): Content {
  const [first = 0, last = 1] = [frame.years[0], frame.years.at(-1)];
  const x = scaleLinear().domain([first, Math.max(last, first + 1)]).range([3, frame.width - 4]);
  const y = scaleLinear().domain([0, frame.max]).range([frame.height - 4, 5]);
  const points = places(one, x, y);
  const end = points.findLast((point) => point !== undefined);
  return [target !== undefined && html`<line class="app-chart__target" x1="0" x2="${frame.width}" y1="${y(target)}" y2="${y(target)}" stroke-dasharray="4 3"/>`,
    html`<path class="app-chart__line app-series-0" d="${pathOf(points)}"/>`, end && html`<circle class="app-chart__point app-series-0" cx="${end.x}" cy="${end.y}" r="3"/>`];
}

/** A word-sized line beside a figure; its description says what it shows. */
export function sparkline(model: ChartModel & { readonly series: Series }): Html {
  const frame = { width: 120, height: 28, max: Math.max(1e-9, ...numbersOf([model.series])), years: yearsOf([model.series]) };
  return html`<svg class="app-spark" role="img" aria-labelledby="${model.id}-nom ${model.id}-desc" width="120" height="28" viewBox="0 0 120 28" focusable="false"><title id="${model.id}-nom">${model.title}</title><desc id="${model.id}-desc">${model.description}</desc>${curve(model.series, frame)}</svg>`;
}

export interface MultiplesModel extends ChartModel {
  readonly series: readonly Series[];
  readonly target?: { readonly value: number; readonly label: string };
  readonly unit?: string;
}

function multiple(model: MultiplesModel, one: Series, index: number, frame: Frame): Html {
  const last = one.points.findLast((point) => point.value.kind === 'number');
  const words = last === undefined ? 'aucune valeur' : `${shown(last.value, model.unit)} en ${last.year}`;
  const own = { id: `${model.id}-${index}`, title: one.label, description: `${one.label} : ${words}` };
  return html`<li><p class="app-multiples__name">${one.label}</p>${drawing(own, { className: 'app-multiple', height: frame.height, viewBox: `0 0 ${frame.width} ${frame.height}` }, curve(one, frame, model.target?.value))}<p class="app-multiples__last">${words}</p></li>`;
}

/** The same small drawing for each region or service, on one scale; years and target are said once. */
export function multiples(model: MultiplesModel): Html {
  const years = yearsOf(model.series);
  const frame = { width: 180, height: 64, max: Math.max(1e-9, ...numbersOf(model.series), model.target?.value ?? 0), years };
  const legend = `De ${years[0] ?? '—'} à ${years.at(-1) ?? '—'}, même échelle partout${model.target ? ` ; trait pointillé : ${model.target.label}` : ''}.`;
  return figure(model, html`<p class="fr-text--sm">${legend}</p><ul class="app-multiples">${model.series.map((one, index) => multiple(model, one, index, frame))}</ul>`, linesTable(model));
}

