import { addMonths, type Day } from '@cpom/kernel';
import { holds, type KnownContract, type Span } from '../world/known.ts';

/** What the contract is on the day; undefined: it had not begun. */
export const spanOn = ({ spans }: KnownContract, on: Day): Span | undefined => spans.find((span) => holds(span, on));

export const lastExpiry = (contract: KnownContract): Day | undefined => contract.lastExpiry;

const preparation: readonly string[] = ['draft', 'negotiation', 'consultation', 'validated', 'signing'];

/** A contract with its status on the day asked for. */
export interface ContractOn {
  readonly contract: KnownContract;
  readonly span: Span | undefined;
}

export const onDay = (contract: KnownContract, on: Day): ContractOn => ({ contract, span: spanOn(contract, on) });

export const isActive = ({ span }: ContractOn): boolean => span?.status === 'active';

/** Active, and its expiry (the last day that it may mean) falls within the twelve months after the day. */
export function isExpiring(one: ContractOn, on: Day, yearLater = addMonths(on, 12)): boolean {
  const end = lastExpiry(one.contract);
  return isActive(one) && end !== undefined && on <= end && end <= yearLater;
}

/** Active beyond an expiry that was recorded as provisional. */
export const outlivesProvisional = (one: ContractOn): boolean => isActive(one) && one.span?.flags.includes('provisional-expiry-passed') === true;

export const overrides = ({ state }: KnownContract): number => state.rules.filter(({ outcome }) => outcome === 'overridden').length;
export const isOverridden = ({ contract }: ContractOn): boolean => contract.state.signed && overrides(contract) > 0;

/** The tests that a request's `status` names. */
export function hasStatus(one: ContractOn, status: string, on: Day): boolean {
  if (status === 'in-preparation') return preparation.includes(one.span?.status ?? '');
  if (status === 'expiring') return isExpiring(one, on);
  if (status === 'provisional-passed') return outlivesProvisional(one);
  if (status === 'overridden') return isOverridden(one);
  return one.span?.status === status;
}

export const contractStatuses: readonly string[] = ['', 'in-preparation', 'expiring', 'provisional-passed', 'overridden', ...preparation, 'abandoned', 'not-in-force', 'active', 'expired'];
