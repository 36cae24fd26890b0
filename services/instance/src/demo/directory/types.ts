/** An organisation of the demonstration. `origin` says which document states it, or that we made it up. */
export interface DemoOrganisation {
  readonly id: string;
  readonly kind: 'service' | 'authority' | 'fund' | 'federation' | 'body' | 'partner' | 'nation';
  readonly name: string;
  readonly shortName: string;
  readonly aliases?: readonly string[];
  readonly address?: string;
  readonly regions: readonly string[];
  readonly origin: string;
  /** Its people are offered on the sign-in page. */
  readonly hasAccounts?: true;
  /** What we made up about a service, told from the day of loading. */
  readonly invented?: Invented;
}

/** Fictitious facts of a service: each is recorded with the origin "fictif". */
export interface Invented {
  /** Employees followed in 2022, or in the first year of its life. */
  readonly employees: number;
  /** When its accreditation ends, in months from the day of loading; below zero it has ended. */
  readonly accreditedFor: number;
  /** Since when it exists: a date, or months before the day of loading; absent: for as long as is known. */
  readonly since?: string | number;
  /** The service it merged into, and how many months ago. */
  readonly merged?: { readonly into: string; readonly monthsAgo: number };
}
