import { isDay, parseFrenchDate, type Day } from '@cpom/kernel';
import { ListContractsRequest, type ContractSummary } from '@cpom/proto/contracts/v1/contracts';
import { z } from 'zod';
import type { Asked } from '../../site/asked.ts';
import type { RegionVisit } from '../calls.ts';
import { statuses } from './words.ts';

/** What the list's address asks for. */
export interface ListQuery {
  readonly q: string;
  readonly status: string;
  readonly service: string;
  readonly months: number;
  readonly on: Day;
  /** The day as typed when it is none. */
  readonly wrongDay: string | undefined;
}

export const horizons = [3, 6, 12, 24] as const;

const shape = {
  q: z.string().max(100).optional(), etat: z.string().max(40).optional(), service: z.string().max(80).optional(),
  echeance: z.string().max(3).optional(), au: z.string().max(20).optional(), connu: z.string().max(20).optional(),
};

/** Reads the filters; an unknown status or horizon filters nothing, a day that does not exist is told beside its field. */
export function readListQuery(visit: RegionVisit, asked: Asked): ListQuery {
  const { q = '', etat = '', service = '', echeance = '', au } = asked.query(shape);
  const day = au === undefined ? visit.today : parseFrenchDate(au);
  const good = day !== undefined && isDay(day);
  const months = horizons.find((one) => String(one) === echeance) ?? 0;
  return { q, status: etat in statuses ? etat : '', service, months, on: good ? day : visit.today, wrongDay: good ? undefined : au };
}

export const sortable = ['reference', 'title', 'status', 'effective_from', 'expires_on'] as const;

const request = ({ q, status, service, months, on }: ListQuery): Partial<ListContractsRequest> =>
  ({ contains: q, statuses: status === '' ? [] : [status], organisation: service, expiringWithinMonths: months, on });

const biggestPage = 500;

/** Every contract that the filters keep, for the sentence and for the CSV. */
export async function allContracts(visit: RegionVisit, asked: Asked, query: ListQuery): Promise<ContractSummary[]> {
  const { sort } = asked.reading(sortable);
  const found: ContractSummary[] = [];
  for (;;) {
    const page = await visit.calls.contracts.listContracts(ListContractsRequest.fromPartial({
      ...request(query), sort: sort?.key ?? 'reference', descending: sort?.descending ?? false, offset: found.length, limit: biggestPage, atLeast: asked.done.position,
    }));
    found.push(...page.contracts);
    if (page.contracts.length < biggestPage) return found;
  }
}
