import type { Day, DomainEvent, Fact, LegalDate } from '@cpom/kernel';

/** What kinds of organisation act around a contract (domain: who is who). */
export const organisationKinds = ['service', 'authority', 'fund', 'federation', 'body', 'partner', 'nation'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** A name between two dates; open where absent. */
export interface DatedName {
  readonly name: string;
  readonly shortName: string;
  readonly from?: LegalDate;
  readonly to?: LegalDate;
}

/** Accreditation of an SPSTI (D.4622-48 to 51). */
export interface Accreditation {
  readonly grantedOn: LegalDate;
  readonly expiresOn: LegalDate;
  readonly state: 'granted' | 'renewal-examined';
  readonly origin: string;
}

/** Employees and establishments followed in one region in one year. */
export interface Headcount {
  readonly region: string;
  readonly year: number;
  readonly employees: number;
  readonly establishments: number;
  readonly origin: string;
}

export interface Succession {
  readonly by: string;
  readonly on: Day;
}

export interface Organisation {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly names: readonly DatedName[];
  readonly accreditations: readonly Accreditation[];
  readonly headcounts: readonly Headcount[];
  readonly regions: readonly string[];
  readonly address: string;
  readonly aliases: readonly string[];
  readonly origin: string;
  readonly succeeded?: Succession;
}

export type OrganisationEvent = DomainEvent & (
  | { readonly type: 'OrganisationRegistered'; readonly organisation: Organisation }
  | { readonly type: 'OrganisationRenamed'; readonly name: DatedName }
  | { readonly type: 'AccreditationRecorded'; readonly accreditation: Accreditation }
  | { readonly type: 'HeadcountRecorded'; readonly headcount: Headcount }
  | { readonly type: 'SuccessionRecorded'; readonly succession: Succession });

/** Nothing before it is registered. */
export type OrganisationState = Organisation | undefined;

const replaceBy = <T>(list: readonly T[], item: T, same: (other: T) => boolean): readonly T[] => [...list.filter((other) => !same(other)), item];

function change(state: Organisation, event: OrganisationEvent): Organisation {
  switch (event.type) {
    case 'OrganisationRegistered': return event.organisation;
    case 'OrganisationRenamed': return { ...state, names: [...state.names, event.name] };
    case 'AccreditationRecorded':
      return { ...state, accreditations: replaceBy(state.accreditations, event.accreditation, (other) => other.grantedOn === event.accreditation.grantedOn) };
    case 'HeadcountRecorded': {
      const { region, year } = event.headcount;
      return { ...state, headcounts: replaceBy(state.headcounts, event.headcount, (other) => other.region === region && other.year === year) };
    }
    case 'SuccessionRecorded': return { ...state, succeeded: event.succession };
  }
}

/** The organisation after a fact. A fact before the registration changes nothing. */
export function evolve(state: OrganisationState, { event }: Fact<OrganisationEvent>): OrganisationState {
  if (event.type === 'OrganisationRegistered') return event.organisation;
  return state && change(state, event);
}

/** The public stream and the journal stream of an organisation. */
export const streamOf = (id: string): string => `organisation-${id}`;

/** The name that was right on a day: the last one recorded among those in force, else the last one of all. */
export function nameOn(names: readonly DatedName[], on: Day): DatedName {
  const inForce = names.filter((name) => (name.from ?? '') <= on && on <= (name.to ?? '9999'));
  return inForce.at(-1) ?? names.at(-1) ?? { name: '', shortName: '' };
}
