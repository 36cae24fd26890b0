import type { ContractView } from './model.ts';

/** Whether this person may record the signature of a party now: the DREETS for all, a director or the fund's signatory for their own. */
export function maySign({ contract, dates, visit }: Pick<ContractView, 'contract' | 'dates' | 'visit'>, organisation: string): boolean {
  if (dates.past || contract.stage !== 'signing') return false;
  return visit.may(['dreets-agent', 'dreets-signatory'], contract.authority) || visit.may(['spsti-director', 'fund-signatory'], organisation);
}
