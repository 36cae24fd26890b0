import { fold, Refusal, type Day } from '@cpom/kernel';
import type { IndicatorValuePage, IndicatorValueRow } from '@cpom/proto/national/v1/national';
import { choice, pageOf, sortedBy } from '../paging.ts';
import { longName } from '../world/names.ts';
import type { RegionData, World } from '../world/world.ts';
import type { Answer } from './answers.ts';
import { weightOf, type Clear } from './cell.ts';
import { complement, isBelow } from './disclosure.ts';
import type { Explored } from './explore.ts';
import { togetherOf } from './units.ts';

/** What ListIndicatorValues is asked, the indicator apart. */
export interface ValuesAsked {
  readonly period: string;
  readonly region: string;
  readonly state: string;
  readonly sort: string;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** Which answers of a region's cell may not be shown: all of them when the cell itself is masked. */
function hiddenIn({ answers, unit, rule, masked }: Clear): (answer: Answer) => boolean {
  const numbers = answers.filter(({ state, number }) => state === 'number' && number !== undefined);
  if (masked !== '') return () => true;
  if (togetherOf(unit) === 'none') return () => false;
  const parts = numbers.map((answer) => ({ count: weightOf(unit, answer), masked: isBelow(rule, weightOf(unit, answer)) }));
  const also = complement(rule, parts);
  return (answer) => {
    const place = numbers.indexOf(answer);
    return place >= 0 && (parts[place]?.masked === true || also.has(place));
  };
}

type ValuePart = Pick<IndicatorValueRow, 'state' | 'value' | 'progress' | 'explanation'>;

/** An explanation may name the number that it explains: it is masked with it. */
function valuePart({ state, number, target, explanation: said }: Answer, hidden: boolean, summed: boolean): ValuePart {
  if (state === 'number' && hidden) return { state: 'masked', value: undefined, progress: undefined, explanation: '' };
  const explanation = hidden ? '' : said;
  const progress = summed && number !== undefined && target !== undefined && target > 0 ? number / target : undefined;
  return { state, value: number, progress, explanation };
}

function valueRow(region: RegionData, answer: Answer, hidden: boolean, unit: string, on: Day): IndicatorValueRow {
  const { submission: { service, campaign, contracts, approvedOn, origin }, target, metas } = answer;
  return {
    region: region.place.code, regionName: region.place.name, service, serviceName: longName(region.organisations.get(service), service, on),
    period: campaign, ...valuePart(answer, hidden, togetherOf(unit) === 'sum'), target, contracts: [...contracts],
    indicators: metas.map(({ code, version }) => `${code} v${version}`), approvedOn: approvedOn ?? '', origin,
  };
}

const keys = {
  service: ({ serviceName }: IndicatorValueRow) => fold(serviceName),
  region: ({ regionName }: IndicatorValueRow) => fold(regionName),
  value: ({ value }: IndicatorValueRow) => value,
} as const;

/** The services behind the cells of an exploration; sorting by value tells nothing of what is masked. Refuses an absent period. */
export function valuePage(world: World, { indicator, regions }: Explored, asked: ValuesAsked, on: Day): IndicatorValuePage {
  if (asked.period === '') throw new Refusal('invalid', 'Choisissez la période dont vous voulez voir les valeurs.', [{ field: 'period', message: 'Choisissez une période.' }]);
  const state = choice('state', asked.state, ['all', 'number', 'missing', 'not-applicable', 'masked', 'narrative', 'awaited', 'not-asked', 'unmapped']);
  const rows = regions.filter(({ period, region }) => period === asked.period && (asked.region === '' || region === asked.region)).flatMap((cell) => {
    const [home, hidden] = [world.regions.find(({ place }) => place.code === cell.region), hiddenIn(cell)];
    return home ? cell.answers.map((answer) => valueRow(home, answer, hidden(answer), indicator.unit, on)) : [];
  }).filter((row) => state === 'all' || row.state === state);
  const key = choice('sort', asked.sort, ['service', 'region', 'value']);
  return { indicator, values: pageOf(sortedBy(rows, keys[key], asked.descending), asked), total: rows.length };
}
