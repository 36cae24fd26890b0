import { frenchDate } from '@cpom/kernel';
import type { LegalDate } from '@cpom/kernel';
import { html } from '../html.ts';
import type { Content, Html } from '../html.ts';
import type { Tone } from './alert.ts';

export type BadgeTone = Tone | 'new' | 'neutral';

/** A state in words, with the date since when or until when: never a colour alone. */
export interface BadgeModel {
  readonly tone: BadgeTone;
  readonly text: string;
  /** « depuis le », « jusqu'au », « le »… before the date; « le » unless told. */
  readonly date?: { readonly on: LegalDate; readonly word?: string };
}

const dated = (date: NonNullable<BadgeModel['date']>): Content =>
  html` <span class="app-badge__date">${date.word ?? 'le'} <time datetime="${date.on}">${frenchDate(date.on)}</time></span>`;

export const badge = ({ tone, text, date }: BadgeModel): Html =>
  html`<span class="app-badge"><span class="fr-badge fr-badge--sm fr-badge--no-icon${tone === 'neutral' ? '' : ` fr-badge--${tone}`}">${text}</span>${date && dated(date)}</span>`;
