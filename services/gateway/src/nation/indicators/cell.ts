import { frenchNumber } from '@cpom/kernel';
import type { IndicatorCell, IndicatorValueRow } from '@cpom/proto/national/v1/national';
import { badge, html, percent, type Content, type Html, type Value } from '../../ui/index.ts';
import { unitSuffix } from '../words.ts';

const maskedReasons: Readonly<Record<string, string>> = {
  'below-threshold': 'Secret statistique : l’effectif est sous le seuil de publication.',
  dominance: 'Secret statistique : un seul établissement pèse presque toute la valeur.',
  complement: 'Secret statistique : masquée pour qu’une autre valeur masquée ne puisse pas être retrouvée par différence.',
};

const decimalsOf = (unit: string): number => (['percent', 'per-thousand', 'per-million', 'fte'].includes(unit) ? 1 : 0);

const rounded = (value: number, unit: string): Value => {
  const decimals = decimalsOf(unit);
  return { kind: 'number', value: Number(value.toFixed(decimals)), decimals: Number.isInteger(Number(value.toFixed(decimals))) && unit === 'fte' ? 0 : decimals };
};

/** What a cell says, as one of the four looks. */
export function cellValue(cell: Pick<IndicatorCell, 'state' | 'value' | 'maskedBecause'>, unit: string): Value {
  if (cell.state === 'number' && cell.value !== undefined) return rounded(cell.value, unit);
  if (cell.state === 'masked') return { kind: 'masked', reason: maskedReasons[cell.maskedBecause] ?? 'Secret statistique : l’effectif est trop faible pour être montré.' };
  if (cell.state === 'not-additive') return { kind: 'notApplicable', reason: 'Cette mesure ne s’additionne pas : lisez les services un par un.' };
  return { kind: 'missing', reason: 'Aucune valeur approuvée pour cette période.' };
}

export const amountText = (value: number, unit: string): string => `${frenchNumber(value, decimalsOf(unit))}${unitSuffix(unit)}`;

const words: Readonly<Record<string, string>> = { narrative: 'Texte rédigé, lisible dans la région', awaited: 'Attendue : pas encore approuvée', 'not-asked': 'Non demandée à ce service', unmapped: 'Sans indicateur régional rattaché' };

export const valueStates: Readonly<Record<string, string>> = {
  number: 'Nombre', missing: 'Non renseigné', 'not-applicable': 'Sans objet', masked: 'Secret statistique', narrative: 'Texte', awaited: 'Attendue', 'not-asked': 'Non demandée', unmapped: 'Sans rattachement',
};

/** What one service answered: a value in its look, or why there is none. */
export function rowValue({ state, value }: Pick<IndicatorValueRow, 'state' | 'value'>, unit: string): Value | string {
  if (state === 'number' && value !== undefined) return rounded(value, unit);
  if (state === 'masked') return { kind: 'masked' };
  if (state === 'missing') return { kind: 'missing' };
  return state === 'not-applicable' ? { kind: 'notApplicable' } : (words[state] ?? state);
}

/** « 82 % de la cible » as a badge: reached or not, in words. */
export function progressBadge(progress: number | undefined): Content {
  if (progress === undefined) return '—';
  return badge(progress >= 1 ? { tone: 'success', text: `${percent(progress)} : atteinte` } : { tone: 'info', text: percent(progress) });
}

/** Who answered, in one cell: « 12 sur 14 ». */
export const answeredText = (cell: IndicatorCell): string =>
  `${frenchNumber(cell.answered)} sur ${frenchNumber(cell.answered + cell.missing + cell.notApplicable + cell.awaited)}`;

export const fragileNote = (cell: Pick<IndicatorCell, 'fragile'>): Html | undefined =>
  (cell.fragile ? html` <span class="app-unit">fragile : trop peu de salariés pour conclure</span>` : undefined);
