import { daysBetween, frenchDate, isDay, isSiren, plural, Refusal } from '@cpom/kernel';
import type { Role } from '@cpom/service';
import { GetCampaignRequest, type CampaignGrid, type CampaignRow } from '@cpom/proto/indicators/v1/indicators';
import type { Asked } from '../../site/asked.ts';
import type { Link } from '../../ui/index.ts';
import type { RegionVisit } from '../calls.ts';

export const serviceRoles: readonly Role[] = ['spsti-lead', 'spsti-director'];
export const authorityRoles: readonly Role[] = ['dreets-agent', 'dreets-signatory'];
export const fundRoles: readonly Role[] = ['fund-agent', 'fund-signatory'];
export const checkers: readonly Role[] = [...authorityRoles, ...fundRoles];
export const signatories: readonly Role[] = [...serviceRoles, ...checkers];

/** A submission as the pages read it: its summary is there, and where it lives. */
export interface ReadCampaign extends CampaignGrid {
  readonly summary: CampaignRow;
  readonly href: string;
  /** « 2022 », « 1er trimestre 2022 ». */
  readonly label: string;
}

const campaignShape = /^[0-9T_-]{4,21}$/;

export const hrefOf = (campaign: string, service: string): string => `/campagnes/${campaign}/${service}`;

const unknown = (): Refusal => new Refusal('not-found', 'Cette campagne n’existe pas pour ce service. Cherchez-la dans la liste des campagnes.');

export interface CampaignKey {
  readonly campaign: string;
  readonly service: string;
}

/** The campaign and the service that the address names. Refuses `not-found`. */
export function keyOf(asked: Pick<Asked, 'param'>): CampaignKey {
  const [campaign, service] = [asked.param('campaign'), asked.param('service')];
  if (!campaignShape.test(campaign) || !isSiren(service)) throw unknown();
  return { campaign, service };
}

/** The submission that the address names, as this person may read it. Refuses `not-found`, `forbidden`. */
export async function readCampaign(visit: RegionVisit, asked: Pick<Asked, 'param' | 'done'>): Promise<ReadCampaign> {
  const key = keyOf(asked);
  const grid = await visit.calls.indicators.getCampaign(GetCampaignRequest.fromPartial({ ...key, atLeast: asked.done.position }));
  if (!grid.summary) throw unknown();
  return { ...grid, summary: grid.summary, href: hrefOf(key.campaign, key.service), label: grid.summary.period?.label ?? key.campaign };
}

export const listTrail: readonly Link[] = [{ href: '/', text: 'Accueil' }, { href: '/campagnes', text: 'Campagnes' }];
export const titleOf = ({ summary, label }: Pick<ReadCampaign, 'summary' | 'label'>): string => `Campagne ${label}, ${summary.serviceName}`;
export const campaignTrail = (one: ReadCampaign): readonly Link[] => [...listTrail, { href: one.href, text: titleOf(one) }];

const entering: readonly string[] = ['open', 'returned', 'reopened'];

/** Whether the service still has to send it. */
export const isInEntry = ({ state }: Pick<CampaignRow, 'state'>): boolean => entering.includes(state);

/** « à transmettre pour le 30/04/2026, dans 12 jours » or « en retard de 3 jours ». */
export function dueWords({ dueOn, daysLeft }: Pick<CampaignRow, 'dueOn' | 'daysLeft'>): string {
  if (!isDay(dueOn)) return 'sans échéance';
  const day = `à transmettre pour le ${frenchDate(dueOn)}`;
  if (daysLeft === 0) return `${day}, aujourd’hui`;
  return daysLeft > 0 ? `${day}, dans ${plural(daysLeft, 'jour')}` : `${day}, en retard de ${plural(-daysLeft, 'jour')}`;
}

/** Which lines this person fills here: those of the service, the fund or the DREETS. */
export function sideOf(visit: Pick<RegionVisit, 'may'>, service: string): 'spsti' | 'fund' | 'dreets' | undefined {
  if (visit.may(serviceRoles, service)) return 'spsti';
  if (visit.may(authorityRoles)) return 'dreets';
  return visit.may(fundRoles) ? 'fund' : undefined;
}

/** Days between two days of a summary, for sorting tasks; unknown dates come last. */
export const urgency = ({ dueOn }: Pick<CampaignRow, 'dueOn'>, today: string): number => (isDay(dueOn) && isDay(today) ? daysBetween(today, dueOn) : Infinity);
