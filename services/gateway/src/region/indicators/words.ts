import { frenchDate, isLegalDate } from '@cpom/kernel';
import type { Indicator } from '@cpom/proto/indicators/v1/indicators';
import type { Role } from '@cpom/service';
import { tabs, type Html, type Link } from '../../ui/index.ts';
import type { Words } from '../contracts/words.ts';

export const kinds: Words = { means: 'Moyens', activity: 'Activité', result: 'Résultat', impact: 'Impact' };

/** How a line stands to the one above it. */
export const relations: Words = { subset: 'dont (inclus dans)', partition: 'ventilation de', 'multi-choice': 'choix parmi', twin: 'va avec' };

export const severities: Words = { block: 'bloque la transmission', explain: 'demande une explication' };

export const disclosures: Words = {
  'persons-health': 'Personnes, santé : masqué au-dessous de 11 hors signataires', establishments: 'Établissements : masqué au-dessous de 3 hors signataires', none: 'Aucun masquage',
};

export const keepers: readonly Role[] = ['dreets-agent', 'dreets-signatory'];
export const listTrail: readonly Link[] = [{ href: '/', text: 'Accueil' }, { href: '/indicateurs', text: 'Indicateurs' }];
export const hrefOf = (code: string): string => `/indicateurs/${code}`;

export type View = 'catalogue' | 'cibles' | 'tableau' | 'comparaison';
const views: readonly (readonly [View, string, string])[] = [
  ['catalogue', '/indicateurs', 'Catalogue'], ['cibles', '/indicateurs/cibles', 'Cibles'], ['tableau', '/indicateurs/tableau', 'Tableau régional'], ['comparaison', '/indicateurs/comparaison', 'Comparaison'],
];

/** The four views of indicators; targets and comparison are for signatories. */
export const indicatorTabs = (current: View, signatory: boolean): Html =>
  tabs('Vues des indicateurs', views.filter(([view]) => signatory || view === 'catalogue' || view === 'tableau').map(([view, href, text]) => ({ href, text, current: view === current })));

const dated = (text: string): string => (isLegalDate(text) ? frenchDate(text) : '');

/** « depuis toujours », « du 31/03/2022 au 31/12/2026 », « depuis le 01/01/2027 ». */
export function validWords({ validFrom, validTo }: Pick<Indicator, 'validFrom' | 'validTo'>): string {
  if (validFrom === '' && validTo === '') return 'sans limite de date';
  if (validTo === '') return `depuis le ${dated(validFrom)}`;
  return validFrom === '' ? `jusqu’au ${dated(validTo)}` : `du ${dated(validFrom)} au ${dated(validTo)}`;
}
