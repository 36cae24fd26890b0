import type { Day } from '@cpom/kernel';
import type { Content, Html } from './html.ts';

/** What every page shows of the instance it comes from. */
export interface Instance {
  /** « Centre-Val de Loire », « National ». */
  readonly name: string;
  /** The demonstration says so on each page. */
  readonly demo: boolean;
  /** The State's brand block and typeface only where the deployer is entitled to them. */
  readonly brand: 'neutral' | 'state';
  /** Shown in the footer. */
  readonly version: string;
  /** Lines of the State's brand block: « Ministère du travail » … Only used with the brand « state ». */
  readonly authority?: string;
}

/** Who is signed in. */
export interface SignedIn {
  readonly name: string;
  /** The function and the organisation: « Responsable CPOM, DREETS Centre-Val de Loire ». */
  readonly capacity: string;
  /** Where the account is shown. */
  readonly href: string;
  readonly signOut: { readonly action: string; readonly csrf: string };
}

export interface Link {
  readonly href: string;
  readonly text: string;
}

export interface NavItem extends Link {
  readonly current?: boolean;
  /** How many things await there; shown beside the name, and read aloud. */
  readonly count?: number;
}

/** One page: its title is the answer's name, its lead a sentence that a director could quote. */
export interface PageModel {
  readonly title: string;
  readonly lead?: Content;
  /** Badge or date beside the title. */
  readonly aside?: Content;
  readonly user?: SignedIn;
  readonly instance: Instance;
  readonly nav: readonly NavItem[];
  /** From the home page to the parent; the page itself is added. */
  readonly breadcrumb?: readonly Link[];
  /** An alert that tells how the last action ended. */
  readonly notice?: Html;
  readonly body: Html;
  /** The past day that the page shows; absent for today. */
  readonly atDate?: { readonly day: Day; readonly presentHref: string; readonly knownOn?: Day };
}
