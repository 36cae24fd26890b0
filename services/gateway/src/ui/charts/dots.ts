import { scaleLinear } from 'd3-scale';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { barsTable, domainMax, room, shown, sorted } from './bars.ts';
import type { Bar, BarsModel } from './bars.ts';
import { along, drawing, figure } from './frame.ts';
import { frenchNumber } from '@cpom/kernel';

const rowHeight = 48;

function words(bar: Bar, unit: string | undefined): string {
  const target = bar.target === undefined ? 'sans cible' : `cible ${frenchNumber(bar.target)}${unit ?? ''}`;
  return `${shown(bar.value, unit)} — ${target}`;
}

function row(bar: Bar, index: number, x: (n: number) => number, unit: string | undefined): Html {
  const y = index * rowHeight + 34;
  const dot = bar.value.kind === 'number' && html`<circle class="app-chart__dot" cx="${along(x(bar.value.value))}" cy="${y}" r="6"/>`;
  const target = bar.target !== undefined && html`<line class="app-chart__target" x1="${along(x(bar.target))}" x2="${along(x(bar.target))}" y1="${y - 9}" y2="${y + 9}"/>`;
  return html`<text class="app-chart__label" x="0" y="${y - 18}">${bar.label} <tspan class="app-chart__figure" dx="6">${words(bar, unit)}</tspan></text>
    <line class="app-chart__track" x1="1%" x2="99%" y1="${y}" y2="${y}"/>${target}${dot}`;
}

/** A dot for the value, a mark for the target: how far each is from what was agreed. */
export function dots(model: BarsModel): Html {
  const x = scaleLinear().domain([0, domainMax(model.bars, model.max)]).range([1, Math.max(room, 98)]).clamp(true);
  const rows = sorted(model.bars).map((bar, index) => row(bar, index, x, model.unit));
  return figure(model, drawing(model, { className: 'app-dots', height: Math.max(1, model.bars.length) * rowHeight }, rows), barsTable(model));
}
