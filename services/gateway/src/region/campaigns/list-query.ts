import { ListCampaignsRequest, type CampaignRow } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import { everyRow } from '../../common/csv.ts';
import type { Asked } from '../../site/asked.ts';
import type { RegionVisit } from '../calls.ts';
import { phases } from './words.ts';

/** What the list's address asks for. */
export interface ListQuery {
  readonly q: string;
  readonly campaign: string;
  readonly service: string;
  /** A state, or `retard`. */
  readonly state: string;
}

const shape = { q: z.string().max(100).optional(), periode: z.string().max(21).optional(), service: z.string().max(80).optional(), etat: z.string().max(20).optional() };

export const late = 'retard';
export const sortable = ['service_name', 'campaign', 'due_on', 'answered', 'state'] as const;

/** Reads the filters; a state that is none filters nothing. */
export function readListQuery(asked: Asked): ListQuery {
  const { q = '', periode = '', service = '', etat = '' } = asked.query(shape);
  return { q, campaign: periode, service, state: Object.hasOwn(phases, etat) || etat === late ? etat : '' };
}

export const isFiltered = ({ q, campaign, service, state }: ListQuery): boolean => [q, campaign, service, state].some((one) => one !== '');

/** Every submission that the filters keep and this person may see, for the sentence, the page and the CSV. */
export function everyCampaign(visit: RegionVisit, query: Partial<ListQuery>, order: { readonly sort?: string; readonly descending?: boolean; readonly atLeast?: number } = {}): Promise<readonly CampaignRow[]> {
  const { q = '', campaign = '', service = '', state = '' } = query;
  return everyRow(async (offset, limit) => {
    const page = await visit.calls.indicators.listCampaigns(ListCampaignsRequest.fromPartial({
      contains: q, campaigns: campaign === '' ? [] : [campaign], services: service === '' ? [] : [service], states: state === '' || state === late ? [] : [state], late: state === late,
      sort: order.sort ?? 'due_on', descending: order.descending ?? false, offset, limit, atLeast: order.atLeast ?? 0,
    }));
    return { rows: page.campaigns, total: page.total };
  });
}
