import { scaleLinear } from 'd3-scale';
import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { valueText } from '../numbers.ts';
import type { Value } from '../numbers.ts';
import { value } from '../components/values.ts';
import { along, dataTable, drawing, figure } from './frame.ts';
import type { ChartModel } from './frame.ts';

export interface Bar {
  readonly label: string;
  readonly value: Value;
  readonly target?: number;
  /** Where the figure comes from; the link stands in the table. */
  readonly href?: string;
  /** The one row that is the reader's own. */
  readonly mine?: boolean;
}

export interface BarsModel extends ChartModel {
  readonly bars: readonly Bar[];
  /** Stands after the number: ` %`, ` jours`. */
  readonly unit?: string;
  /** The end of the scale; the largest value unless told. */
  readonly max?: number;
}

export const amount = (bar: { readonly value: Value }): number | undefined => (bar.value.kind === 'number' ? bar.value.value : undefined);
export const shown = (of: Value, unit = ''): string => (of.kind === 'number' ? `${valueText(of)}${unit}` : valueText(of));

/** Largest first; what has no number comes last, in the order given. */
export const sorted = <B extends { readonly value: Value }>(bars: readonly B[]): readonly B[] =>
  [...bars].sort((a, b) => (amount(b) ?? -Infinity) - (amount(a) ?? -Infinity) || 0);

const rowHeight = 40;
export const room = 76;

export function domainMax(items: readonly { readonly value: Value; readonly target?: number }[], max: number | undefined): number {
  return max ?? Math.max(1e-9, ...items.flatMap((item) => [amount(item) ?? 0, item.target ?? 0]));
}

function row(bar: Bar, index: number, x: (n: number) => number, unit: string | undefined): Html {
  const top = index * rowHeight;
  const width = x(Math.max(0, amount(bar) ?? 0));
  const target = bar.target !== undefined && html`<line class="app-chart__target" x1="${along(x(bar.target))}" x2="${along(x(bar.target))}" y1="${top + 16}" y2="${top + 36}"/>`;
  return html`<text class="app-chart__label" x="0" y="${top + 14}">${bar.label}</text>
    <rect class="app-chart__bar${bar.mine === true && ' app-chart__bar--mine'}" x="0" y="${top + 19}" width="${along(width)}" height="14"/>${target}
    <text class="app-chart__figure" x="${along(Math.max(width, bar.target === undefined ? 0 : x(bar.target)))}" dx="8" y="${top + 31}">${shown(bar.value, unit)}</text>`;
}

export function barsTable(model: BarsModel): Html {
  const withTarget = model.bars.some((bar) => bar.target !== undefined);
  return dataTable(model, [
    { key: 'label', head: 'Libellé', cell: (bar: Bar): Content => bar.label },
    { key: 'value', head: 'Valeur', ...(model.unit !== undefined && { unit: model.unit.trim() }), numeric: true, cell: (bar: Bar) => value(bar.value, bar.href) },
    ...(withTarget ? [{ key: 'target', head: 'Cible', numeric: true, cell: (bar: Bar): Content => bar.target ?? '—' }] : []),
  ], sorted(model.bars));
}

/** Bars from the largest to the smallest; the target of a bar is a mark. */
export function bars(model: BarsModel): Html {
  const x = scaleLinear().domain([0, domainMax(model.bars, model.max)]).range([0, room]).clamp(true);
  const rows = sorted(model.bars).map((bar, index) => row(bar, index, x, model.unit));
  return figure(model, drawing(model, { className: 'app-bars', height: Math.max(1, model.bars.length) * rowHeight }, rows), barsTable(model));
}
