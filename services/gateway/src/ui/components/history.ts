import { frenchInstant } from '@cpom/kernel';
import type { Instant } from '@cpom/kernel';
import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';

/** One thing that happened, as a sentence: « Le 12/03/2022 à 14:05, DREETS Centre-Val de Loire a renvoyé la ligne … ». */
export interface Happening {
  readonly at: Instant;
  /** Organisation and function, never a name: « DREETS Centre-Val de Loire ». */
  readonly who: string;
  /** Begins with the verb: « a renvoyé la ligne « Salariés orientés » ». */
  readonly did: Content;
  /** The reason that was given, quoted. */
  readonly reason?: string;
}

/** The sentence has its own full stop. */
const withoutStop = (reason: string): string => reason.replace(/\s*\.$/, '');

const sentence = (item: Happening, timeZone: string): Html => html`<li>Le <time datetime="${item.at}">${frenchInstant(item.at, timeZone)}</time>, <strong>${item.who}</strong> ${item.did}${item.reason !== undefined && html` : <q class="app-quote">${withoutStop(item.reason)}</q>`}.</li>`;

/** What happened, in sentences, in the order given (latest first as a rule). */
export const history = (items: readonly Happening[], timeZone: string): Html =>
  html`<ol class="app-history">${items.map((item) => sentence(item, timeZone))}</ol>`;
