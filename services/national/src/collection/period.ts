import { invalidField, isDay, type Day } from '@cpom/kernel';
import type { World } from '../world/world.ts';
import { periodsOf, type PeriodKnown } from './collection.ts';

/** The last day that a campaign's code tells: "2022", "2022-T1" or "2022-01-01_2022-06-30". */
function endOf(campaign: string): Day | undefined {
  const [, year, quarter] = /^(\d{4})(?:-T([1-4]))?$/.exec(campaign) ?? [];
  const ends = ['03-31', '06-30', '09-30', '12-31'];
  const text = year === undefined ? campaign.split('_')[1] ?? '' : `${year}-${ends[Number(quarter ?? 4) - 1] ?? ''}`;
  return isDay(text) ? text : undefined;
}

/** The period asked for; the latest one known when none is, else last year. Refuses what is not a period. */
export function periodAsked(world: World, asked: string, on: Day): PeriodKnown {
  const known = periodsOf(world);
  const campaign = asked || known[0]?.campaign || String(Number(on.slice(0, 4)) - 1);
  const to = known.find((period) => period.campaign === campaign)?.to ?? endOf(campaign);
  if (to === undefined) throw invalidField('period', `« ${campaign} » n'est pas une période : écrivez 2022, 2022-T1 ou 2022-01-01_2022-06-30.`);
  return { campaign, to };
}
