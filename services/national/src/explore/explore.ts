import { Refusal } from '@cpom/kernel';
import type { Exploration, IndicatorSeen } from '@cpom/proto/national/v1/national';
import type { RegionData, World } from '../world/world.ts';
import { answerer, isMapped, wanted, type Answer, type Wanted } from './answers.ts';
import { clearOf, countOf, shown, type Clear } from './cell.ts';
import { complement, strictest, type DisclosureRule } from './disclosure.ts';
import { indicatorsSeen } from './seen.ts';

/** One indicator over every connected region and period, masked as a whole so that no filter shows what another one hides. */
export interface Explored {
  readonly indicator: IndicatorSeen;
  readonly rule: DisclosureRule;
  readonly regions: readonly Clear[];
  readonly totals: readonly Clear[];
}

const unknown = (): Refusal => new Refusal('not-found', "Aucune région n'a déclaré cet indicateur. Cherchez-le dans la liste des indicateurs.");

/** The strictest rule that any region ever gave it, in any period: no choice of a period loosens it. */
const ruleOver = (regions: readonly RegionData[], isWanted: Wanted): DisclosureRule =>
  strictest(new Set(regions.flatMap(({ shapes }) => [...shapes.keys()].flatMap((shape) => shape.filter(isWanted).map(({ disclosure }) => disclosure)))));

interface Answered {
  readonly region: string;
  readonly period: string;
  readonly answers: readonly Answer[];
}

function answersIn(region: RegionData, isWanted: Wanted, answer: ReturnType<typeof answerer>): Answered[] {
  const mapped = isMapped(region, isWanted);
  return [...region.periods].map(([period, submissions]) => ({ region: region.place.code, period, answers: submissions.map((submission) => answer(submission, mapped)) }));
}

/** Masks the regions that another's absence would betray, where the total is shown. */
function withComplement(rule: DisclosureRule, total: Clear, cells: readonly Clear[]): Clear[] {
  if (total.masked !== '') return [...cells];
  const counted = cells.filter(({ parts }) => parts.length > 0);
  const also = complement(rule, counted.map((cell) => ({ count: countOf(cell), masked: cell.masked !== '' })));
  return cells.map((cell) => (also.has(counted.indexOf(cell)) ? { ...cell, masked: 'complement' } : cell));
}

function maskedTogether(all: readonly Answered[], unit: string, rule: DisclosureRule): Pick<Explored, 'regions' | 'totals'> {
  const periods = [...new Set(all.map(({ period }) => period))].sort().reverse();
  const byPeriod = periods.map((period) => {
    const mine = all.filter((one) => one.period === period);
    const total = clearOf('', period, unit, rule, mine.flatMap(({ answers }) => answers));
    return { total, cells: withComplement(rule, total, mine.map(({ region, answers }) => clearOf(region, period, unit, rule, answers))) };
  });
  return { regions: byPeriod.flatMap(({ cells }) => cells), totals: byPeriod.map(({ total }) => total) };
}

/** Reads one indicator everywhere, in every period. A code that is a region's own needs the region. Refuses `not-found` what nobody declared. */
export type Explore = (world: World, code: string, region: string) => Explored;

export const explore: Explore = (world, code, region) => {
  const isCore = world.regions.some((data) => isMapped(data, ({ core }) => core === code));
  const isWanted = wanted(code, isCore ? '' : region);
  const [indicator] = indicatorsSeen(world, isCore ? '' : region, isWanted);
  if (!indicator || code === '') throw unknown();
  const within = world.regions.filter(({ connected, place }) => connected && (isCore || place.code === region));
  const answer = answerer(isWanted);
  const answered = within.flatMap((data) => answersIn(data, isWanted, answer));
  const rule = ruleOver(within, isWanted);
  return { indicator, rule, ...maskedTogether(answered, indicator.unit, rule) };
};

const notes: Readonly<Record<DisclosureRule, string>> = {
  'persons-health': 'Les nombres de personnes inférieurs à 11 sont masqués (secret statistique), ainsi que ceux qui permettraient de les retrouver.',
  establishments: "Les nombres d'établissements inférieurs à 3, ou dont un seul service fait plus de 85 %, sont masqués (secret statistique), ainsi que ceux qui permettraient de les retrouver.",
  none: '',
};

export function explorationOf(world: World, { indicator, rule, regions, totals }: Explored, asked: { readonly period: string; readonly region: string }): Exploration {
  const inPeriod = ({ period }: Clear): boolean => asked.period === '' || period === asked.period;
  const cells = regions.filter((cell) => inPeriod(cell) && (asked.region === '' || cell.region === asked.region)).map(shown);
  const sums = asked.region === '' ? totals.filter(inPeriod).map(shown) : cells;
  return {
    indicator, cells, totals: sums,
    regionsNotConnected: world.regions.filter(({ connected }) => !connected).map(({ place }) => place.code),
    masking: [...cells, ...sums].some(({ state }) => state === 'masked') ? notes[rule] : '',
  };
}
