import type { Content, Html } from '../html.ts';
import type { BadgeModel } from '../components/badge.ts';
import type { Value } from '../numbers.ts';
import type { Posting } from '../components/form.ts';

/** A heading of a narrative's outline with what was written under it. */
export interface OutlinePart {
  readonly key: string;
  readonly heading: string;
  readonly text: string;
}

/** A message about a line; it names both numbers: « 12 dont tableaux 57 dépasse 9 maladies professionnelles ». */
export interface RowMessage {
  readonly tone: 'error' | 'explain' | 'info';
  readonly text: string;
}

/** What was typed for a line, kept as typed. An empty text with the choice `number` has not been answered. */
export interface Typed {
  readonly choice: 'number' | 'missing' | 'notApplicable';
  readonly text: string;
}

/** One indicator of the grid. */
export interface EntryRow {
  /** Letters, digits, `-` and `_`: part of the names of the fields. */
  readonly id: string;
  readonly label: string;
  readonly unit?: string;
  /** A definition or a link to the indicator's page. */
  readonly help?: Content;
  readonly lastYear: Value;
  /** « 120 » or « ≥ 80 % »; absent when there is none. */
  readonly target?: string;
  /** A value known from elsewhere, as it would be typed, with its origin: « enquête DGT 2022 ». */
  readonly proposed?: { readonly text: string; readonly origin: string };
  /** `entry`: typed here. `computed`: shown only. `narrative`: free text under its outline. `group`: a heading. */
  readonly kind: 'entry' | 'computed' | 'narrative' | 'group';
  readonly typed?: Typed;
  readonly computed?: Value;
  readonly outline?: readonly OutlinePart[];
  readonly state?: BadgeModel;
  readonly messages: readonly RowMessage[];
  /** Present when the line asks for an explanation or has one. */
  readonly explanation?: string;
  /** Why this line cannot be written to: « remplie par la Carsat ». */
  readonly locked?: string;
  readonly children: readonly EntryRow[];
}

/** The entry grid of one campaign of one service. */
export interface EntryGrid extends Posting {
  readonly caption: string;
  readonly period: string;
  readonly lastPeriod: string;
  readonly rows: readonly EntryRow[];
  readonly answered: number;
  readonly asked: number;
  /** « Enregistré à 14:32 », when something has been. */
  readonly saved?: string;
  /** Why nothing may be written now; then the grid is for reading. */
  readonly locked?: string;
  /** What stands beside the save button: the way to submission. */
  readonly next?: Html;
}

/** What the server answers to a row saved by script (`Accept: application/json`); the same form without script gets a page. */
export interface SavedRows {
  /** « Enregistré à 14:32 ». */
  readonly saved: string;
  readonly answered: number;
  readonly asked: number;
  /** The saved lines, and those whose messages changed with them. */
  readonly rows: readonly { readonly id: string; readonly state: string; readonly tone: string; readonly messages: readonly RowMessage[]; readonly explain: boolean }[];
}
