import type { Day } from '@cpom/kernel';

export type SheetName = 'pdp' | 'tms' | 'cible' | 'chimique' | 'rps' | 'routier' | 'socle';

/** How far a contract has come. Recorded: it existed before the instance and is taken over; lived: step by step, as on the pages. */
export type Reached = 'draft' | 'negotiation' | 'consultation' | 'validated' | 'signing' | 'signed' | 'abandoned';

/** A fictitious contract of the third generation, as the scenario tells it. */
export interface LivingContract {
  /** Part of its id: `24-fictif-<key>`. */
  readonly key: string;
  readonly title: string;
  /** Short names. */
  readonly services: readonly string[];
  readonly sheets: readonly SheetName[];
  readonly reached: Reached;
  readonly recorded?: true;
  readonly begun: Day;
  /** Absent: at signature. */
  readonly effect?: Day;
  readonly expires: Day;
  /** When the last party signed; for what is recorded. */
  readonly signed?: Day;
  readonly context?: string;
  /** Minimum composition of the cell against exclusion from work; the usual one unless told. */
  readonly pdpCell?: string;
  readonly extended?: string;
  /** What the bodies said when it was not simply favourable. */
  readonly opinions?: Readonly<Partial<Record<'crpst' | 'ars', string>>>;
  /** Short names or ids of the parties that have not signed yet. */
  readonly unsigned?: readonly string[];
  /** Why it was abandoned. */
  readonly reason?: string;
  /** Rules set aside, with the written reason. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** How far one service's campaign has come. */
export interface LivingCampaign {
  /** Short name. */
  readonly service: string;
  readonly reached: 'untouched' | 'late' | 'partial' | 'submitted' | 'checking' | 'returned' | 'approved' | 'recorded';
  /** Codes asked when no contract says; absent: what the contracts ask. */
  readonly codes?: readonly string[];
}

/** Who acts in a region, by id in the directory. */
export interface Bodies {
  readonly authority: string;
  readonly fund: string;
  readonly crpst: string;
  readonly ars: string;
}

/** All that lives in a region. */
export interface Scenario {
  readonly bodies: Bodies;
  readonly contracts: readonly LivingContract[];
  readonly campaigns: readonly LivingCampaign[];
}
