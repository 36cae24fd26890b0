import { plural } from '@cpom/kernel';
import type { Exploration, IndicatorCell, IndicatorSeen } from '@cpom/proto/national/v1/national';
import { bars, html, lines, multiples, nothing, valueText, type Content, type Html, type Series, type Value } from '../../ui/index.ts';
import { regionName, unitSuffix } from '../words.ts';
import { amountText, cellValue } from './cell.ts';

const yearOf = (period: string): number | undefined => (/^\d{4}$/.test(period) ? Number(period) : undefined);

const points = (cells: readonly IndicatorCell[], unit: string): Series['points'] =>
  cells.flatMap((cell) => { const year = yearOf(cell.period); return year === undefined ? [] : [{ year, value: cellValue(cell, unit) }]; });

const hasNumber = (cells: readonly IndicatorCell[]): boolean => cells.some(({ state }) => state === 'number');

const said = (value: Value, unit: string): string => (value.kind === 'number' ? amountText(value.value, unit) : valueText(value));

const unitAfter = (unit: string): { readonly unit?: string } => (unitSuffix(unit) === '' ? {} : { unit: unitSuffix(unit) });

/** A total that will still move says so: it is not compared with a whole year. */
export const awaitedNote = ({ period, awaited }: Pick<IndicatorCell, 'period' | 'awaited'>): string =>
  `${period} : ${plural(awaited, 'réponse est encore attendue', 'réponses sont encore attendues')}, le total va changer.`;

/** How the total moves over the years. */
export function yearsChart({ totals }: Exploration, { unit, label }: IndicatorSeen, place: string): Html {
  const years = points(totals, unit);
  if (years.length < 2 || !hasNumber(totals)) return nothing;
  const [first, last] = [years.at(-1), years[0]];
  const partial = totals.filter(({ awaited, period }) => awaited > 0 && yearOf(period) !== undefined);
  const moved = first && last && partial.length === 0 ? `${place} : de ${said(first.value, unit)} en ${first.year} à ${said(last.value, unit)} en ${last.year}` : `${label}, ${place.toLowerCase()}`;
  return lines({ id: 'annees', title: moved, description: `${label}, année par année, ${place}.`, series: [{ label: place, points: years }], ...unitAfter(unit), notes: ['Valeurs approuvées par les régions.', ...partial.map(awaitedNote)] });
}

function target(cell: IndicatorCell): { readonly target?: number } {
  return cell.target === undefined || cell.progress === undefined ? {} : { target: Number(cell.target.toFixed(1)) };
}

/** The regions side by side for one period, each with its target where it has one. */
export function regionsChart(cells: readonly IndicatorCell[], { unit, label }: IndicatorSeen, period: string, notes: readonly Content[]): Html {
  if (cells.length < 2 || !hasNumber(cells)) return nothing;
  const numbers = cells.filter(({ state }) => state === 'number').sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [highest, lowest] = [numbers[0], numbers.at(-1)];
  const title = highest && lowest && highest !== lowest
    ? `En ${period}, de ${said(cellValue(lowest, unit), unit)} (${regionName(lowest.region)}) à ${said(cellValue(highest, unit), unit)} (${regionName(highest.region)})` : `${label} par région en ${period}`;
  const anyTarget = numbers.some((cell) => target(cell).target !== undefined);
  return bars({
    id: 'par-region', title, description: `${label} en ${period}, région par région.`, ...unitAfter(unit),
    bars: cells.map((cell) => ({ label: regionName(cell.region), value: cellValue(cell, unit), ...target(cell) })),
    notes: [...(anyTarget ? ['Le trait marque la somme des cibles des services qui en ont une.'] : []), ...notes],
  });
}

/** The same small drawing for each region, when there is more than one year. */
export function regionsOverYears(exploration: Exploration, { unit, label }: IndicatorSeen): Html {
  const codes = [...new Set(exploration.cells.map(({ region }) => region))];
  const series = codes.map((code) => ({ label: regionName(code), points: points(exploration.cells.filter(({ region }) => region === code), unit) })).filter((one) => one.points.some(({ value }) => value.kind === 'number'));
  if (series.length < 2 || !series.some((one) => one.points.length > 1)) return nothing;
  return html`${multiples({ id: 'regions-annees', title: 'Chaque région, année par année', description: `${label} : une courbe par région, à la même échelle.`, series, ...unitAfter(unit) })}`;
}
