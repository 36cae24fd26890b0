import type { RegionVisit } from '../../calls.ts';
import { hrefOf, type ReadContract } from '../about.ts';
import type { AskedDates } from './asked-dates.ts';

/** What the parts of a contract's page are drawn from. */
export interface ContractView {
  readonly contract: ReadContract;
  readonly visit: RegionVisit;
  readonly dates: AskedDates;
  readonly href: string;
  /** A DREETS agent who looks at the present: may prepare, record, rectify. */
  readonly prepares: boolean;
  readonly decides: boolean;
  /** Says whether the contract can still lead somewhere. */
  readonly alive: boolean;
}

export function viewOf(visit: RegionVisit, contract: ReadContract, dates: AskedDates): ContractView {
  const now = !dates.past;
  return {
    contract, visit, dates, href: hrefOf(contract.id), alive: contract.stage !== 'abandoned',
    prepares: now && visit.may(['dreets-agent'], contract.authority), decides: now && visit.may(['dreets-agent', 'dreets-signatory'], contract.authority),
  };
}

/** « A, B et C ». */
export const inWords = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} et ${items.at(-1) ?? ''}`;
