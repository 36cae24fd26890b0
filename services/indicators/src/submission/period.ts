import type { Day } from '@cpom/kernel';
import { addDays, addMonths, frenchDate, invalidField, isDay } from '@cpom/kernel';

/** The time a campaign asks about; both days are included. */
export interface Period {
  readonly kind: 'year' | 'quarter' | 'dates';
  readonly from: Day;
  readonly to: Day;
  readonly label: string;
}

const refuse = (campaign: string): never => {
  throw invalidField('campaign', `« ${campaign} » n'est pas une période : écrivez 2022, 2022-T1 ou 2022-01-01_2022-06-30.`);
};

function quarter(year: string, rank: number): Period {
  const from = `${year}-${String(rank * 3 - 2).padStart(2, '0')}-01` as Day;
  return { kind: 'quarter', from, to: addDays(addMonths(from, 3), -1), label: `${rank === 1 ? '1er' : `${rank}e`} trimestre ${year}` };
}

/** Reads a campaign's id: a year (2022), a quarter (2022-T1) or two dates joined by an underscore. Refuses anything else. */
export function periodOf(campaign: string): Period {
  const year = /^((?:19|20|21)\d{2})(?:-T([1-4]))?$/.exec(campaign);
  if (year?.[1] && year[2]) return quarter(year[1], Number(year[2]));
  if (year?.[1]) return { kind: 'year', from: `${year[1]}-01-01` as Day, to: `${year[1]}-12-31` as Day, label: year[1] };
  const [from = '', to = '', more] = campaign.split('_');
  if (more !== undefined || !isDay(from) || !isDay(to) || to < from) return refuse(campaign);
  return { kind: 'dates', from, to, label: `du ${frenchDate(from)} au ${frenchDate(to)}` };
}

/** The campaign that asked about the same time a year before. */
export function previousCampaign(campaign: string): string {
  const period = periodOf(campaign);
  const before = (day: Day): Day => addMonths(day, -12);
  return period.kind === 'dates' ? `${before(period.from)}_${before(period.to)}` : `${Number(campaign.slice(0, 4)) - 1}${campaign.slice(4)}`;
}

/** The yearly activity report is due on 30 April of the next year (D.4622-54); shorter periods a month after their end. */
export const usualDueDate = (period: Period): Day =>
  period.kind === 'year' ? `${Number(period.from.slice(0, 4)) + 1}-04-30` as Day : addMonths(period.to, 1);

/** The year that a target or a yearly table counts the period in. */
export const yearOf = (period: Period): number => Number(period.to.slice(0, 4));
