import { frenchDate, isLegalDate, type Day } from '@cpom/kernel';
import type { Membership } from '@cpom/proto/directory/v1/directory';
import { roleName } from '@cpom/service';
import { badge, disclosure, html, plainTable, type BadgeModel, type Html } from '../../ui/index.ts';
import { roleMeanings } from './words.ts';

const dateOr = (date: string, otherwise: string): string => (isLegalDate(date) ? frenchDate(date) : otherwise);

/** « du 01/01/2026 au 31/01/2026 », « depuis le 01/01/2026 ». */
export const duration = ({ from, to }: Pick<Membership, 'from' | 'to'>): string =>
  (to === '' ? `depuis le ${dateOr(from, 'n.r.')}` : `du ${dateOr(from, 'n.r.')} au ${dateOr(to, 'n.r.')}`);

/** Whether a role is held today, to come or over. */
export function stateOf({ from, to, active }: Pick<Membership, 'from' | 'to' | 'active'>, today: Day): BadgeModel {
  if (active) return { tone: 'success', text: 'Actif' };
  return from > today ? { tone: 'info', text: 'À venir' } : { tone: 'neutral', text: to === '' ? 'Inactif' : 'Terminé' };
}

/** One role in a line: what, where, when, in whose place. */
export const roleLine = (held: Membership, today: Day, nameOf: (id: string) => string): Html => html`${roleName(held.role)}, ${nameOf(held.organisation)} ${badge(stateOf(held, today))}<br><span class="app-unit">${duration(held)}${held.standsInFor !== '' && ` ; supplée une autre personne : ${held.act}`}</span>`;

export const meanings = (): Html => disclosure('Ce que permet chaque rôle', plainTable({
  id: 'roles-permis', caption: 'Ce que permet chaque rôle', hideCaption: true, noun: ['rôle', 'rôles'], rows: roleMeanings,
  columns: [{ key: 'role', head: 'Rôle', cell: ([role]) => roleName(role) }, { key: 'may', head: 'Ce qu’il permet', cell: ([, meaning]) => meaning }],
}));
