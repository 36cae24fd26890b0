import { isLegalDate, legalDate } from '@cpom/kernel';
import { badge, html, type BadgeTone, type Html } from '../../ui/index.ts';

const tones: Readonly<Record<string, BadgeTone>> = {
  draft: 'neutral', negotiation: 'info', consultation: 'info', validated: 'new', signing: 'new', 'not-in-force': 'info', active: 'success', expired: 'neutral', abandoned: 'neutral',
};

const flagWords: Readonly<Record<string, string>> = {
  'provisional-expiry-passed': 'Échéance provisoire dépassée', 'not-yet-signed': 'Couvert par effet rétroactif, pas encore signé', uncertain: 'Date connue au mois ou à l’année près',
};

/** The status in words, with what deserves attention about it. */
export const statusBadges = (status: string, text: string, flags: readonly string[]): Html =>
  html`${badge({ tone: tones[status] ?? 'neutral', text: text || status })}${flags.map((flag) => html` ${badge({ tone: 'warning', text: flagWords[flag] ?? flag })}`)}`;

/** A stage reached, with its date. */
export const stageBadge = (tone: BadgeTone, text: string, on: string, word = 'le'): Html =>
  badge({ tone, text, ...(isLegalDate(on) ? { date: { on: legalDate(on), word: on.length === 10 ? word : 'en' } } : {}) });

export const flagText = (flag: string): string => flagWords[flag] ?? flag;
