/** Statistical secrecy: what a reader who is not a signatory may not see. Thresholds are the field's (domain: statistical secrecy). */
export type DisclosureRule = 'persons-health' | 'establishments' | 'none';
export type MaskedBecause = '' | 'below-threshold' | 'dominance' | 'complement';

const fewestPersons = 11;
const fewestEstablishments = 3;
const heaviestShare = 0.85;

/** A rule this program does not know protects as the strictest one does. */
export function ruleOf(code: string): DisclosureRule {
  if (code === 'none' || code === 'establishments') return code;
  return 'persons-health';
}

const strictness: readonly DisclosureRule[] = ['none', 'establishments', 'persons-health'];

/** Where several values do not agree on their rule, the strictest one protects them all. */
export const strictest = (codes: Iterable<string>): DisclosureRule =>
  [...codes].map(ruleOf).reduce<DisclosureRule>((found, rule) => (strictness.indexOf(rule) > strictness.indexOf(found) ? rule : found), 'none');

export const thresholdOf = (rule: DisclosureRule): number => ({ 'persons-health': fewestPersons, establishments: fewestEstablishments, none: 0 })[rule];

/** One figure below its threshold. Zero is below it too: that nobody is concerned says something of each one. */
export const isBelow = (rule: DisclosureRule, count: number): boolean => count < thresholdOf(rule);

/**
 * Why a figure must be masked: too small, or a sum of several services that is nearly all of one of them (what a single service
 * reports is no sum). Empty: it may be seen.
 */
export function maskOf(rule: DisclosureRule, parts: readonly number[]): MaskedBecause {
  if (rule === 'none') return '';
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (isBelow(rule, total)) return 'below-threshold';
  return rule === 'establishments' && parts.length > 1 && Math.max(...parts) > heaviestShare * total ? 'dominance' : '';
}

/** A figure among those that add up to a total which is shown. */
export interface Part {
  readonly count: number;
  readonly masked: boolean;
}

/**
 * Which other parts must be masked too, by their place: a single masked part is the total less the others, and what several
 * masked parts make together must not be below the threshold either. The smallest ones go first.
 */
export function complement(rule: DisclosureRule, parts: readonly Part[]): ReadonlySet<number> {
  const hidden = parts.filter(({ masked }) => masked);
  const also = new Set<number>();
  if (rule === 'none' || hidden.length === 0) return also;
  let [many, sum] = [hidden.length, hidden.reduce((total, { count }) => total + count, 0)];
  const open = parts.map((part, place) => ({ ...part, place })).filter(({ masked }) => !masked).sort((a, b) => a.count - b.count || a.place - b.place);
  for (const { place, count } of open) {
    if (many >= 2 && !isBelow(rule, sum)) break;
    also.add(place);
    [many, sum] = [many + 1, sum + count];
  }
  return also;
}
