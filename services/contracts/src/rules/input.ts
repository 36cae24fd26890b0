import type { Day, LegalDate } from '@cpom/kernel';
import type { Contract } from '../contract.ts';
import type { RuleSet } from './rule-sets.ts';

/** An accreditation (agrément) as the directory knows it. */
export interface AccreditationFacts {
  readonly grantedOn: string;
  readonly expiresOn: string;
  /** "granted" or "renewal-examined". */
  readonly state: string;
}

/** What the rules need to know of an organisation. */
export interface OrganisationFacts {
  readonly name: string;
  /** As in the directory: "service", "authority", "fund", "body", "partner", "federation". */
  readonly kind: string;
  readonly accreditations: readonly AccreditationFacts[];
}

/** Another contract of the same services: national rules are judged on all of a service's running contracts together. */
export interface RunningContract {
  readonly id: string;
  readonly shape: string;
  readonly services: readonly string[];
  readonly themes: readonly string[];
  readonly signed: boolean;
  readonly effectiveFrom: LegalDate | undefined;
  readonly expiresOn: LegalDate | undefined;
}

/** What is known around a contract when it is judged. */
export interface Surroundings {
  readonly organisations: ReadonlyMap<string, OrganisationFacts>;
  /** Contracts of the same services, this one left out or not. */
  readonly running: readonly RunningContract[];
}

/** All that a rule may look at. */
export interface RuleInput extends Surroundings {
  readonly contract: Contract;
  readonly ruleSet: RuleSet;
  readonly today: Day;
}

/** What a rule found: nothing against it, not its business, or what is missing and what to do. */
export type Finding =
  | { readonly kind: 'met' }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'failed'; readonly whatToDo: string; readonly subjects: readonly string[] };

export type Check = (input: RuleInput) => Finding;

export const met: Finding = { kind: 'met' };
export const notApplicable: Finding = { kind: 'not-applicable' };
export const failed = (whatToDo: string, subjects: readonly string[] = []): Finding => ({ kind: 'failed', whatToDo, subjects });

/** Met when nothing was found against it; else says what, for these subjects. */
export const metUnless = (subjects: readonly string[], whatToDo: (subjects: readonly string[]) => string): Finding =>
  (subjects.length === 0 ? met : failed(whatToDo(subjects), subjects));

export const nameIn = (input: Surroundings, id: string): string => input.organisations.get(id)?.name ?? id;

/** « A, B et C ». */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} et ${names.at(-1) ?? ''}`;
}

export const namesIn = (input: Surroundings, ids: readonly string[]): string => listed(ids.map((id) => nameIn(input, id)));
