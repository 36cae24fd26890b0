import { addDays, luhn, regions, type Day } from '@cpom/kernel';
import { randomOf } from './random.ts';

/** What the whole plan is made from. */
export interface FranceOptions {
  readonly seed: string;
  /** Years behind the present one: 1, 3 or 10 in the benchmark. */
  readonly years: number;
  /** Services over the whole of France; 250 unless told. */
  readonly services?: number;
  /** Indicators that each region follows, those of the core counted; 100 unless told. */
  readonly indicators?: number;
}

/** The present: nothing is planned after it. */
export const lastDay = '2026-11-15' as Day;
const lastYear = 2025;
export const firstYear = ({ years }: FranceOptions): number => lastYear - years + 1;
export const yearsOf = (options: FranceOptions): readonly number[] => Array.from({ length: options.years }, (_, index) => firstYear(options) + index);

/** A fictitious service (SPSTI). */
export interface PlannedService {
  readonly siren: string;
  readonly name: string;
  readonly region: string;
  /** Employees followed in the first year. */
  readonly employees: number;
  readonly merged?: { readonly into: string; readonly on: Day };
}

/** Salaried employees of the regions, in hundreds of thousands: what the services are spread by. */
const weights: Readonly<Record<string, number>> = {
  '84': 28, '27': 9, '53': 11, '24': 8, '94': 1, '44': 18, '01': 1, '03': 1, '32': 19, '11': 58, '04': 2, '02': 1, '06': 1, '28': 11, '75': 20, '76': 20, '52': 14, '93': 18,
};

/** How many services each region has: one at least, the others by weight. */
export function servicesByRegion(total: number): ReadonlyMap<string, number> {
  const sum = regions.reduce((all, { code }) => all + (weights[code] ?? 1), 0);
  const counts = new Map(regions.map(({ code }) => [code, Math.max(1, Math.floor((total * (weights[code] ?? 1)) / sum))]));
  const byWeight = [...counts.keys()].sort((a, b) => (weights[b] ?? 1) - (weights[a] ?? 1));
  const left = (): number => total - [...counts.values()].reduce((all, count) => all + count, 0);
  for (let at = 0; left() > 0; at += 1) {
    const code = byWeight[at % byWeight.length] ?? '';
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

/** The region with the most services. */
export const largestRegion = '11';

/** Nine digits with Luhn's key that begin with 99: no service has such a number. */
function sirenOf(number: number): string {
  const body = `99${String(number).padStart(6, '0')}`;
  return body + [...'0123456789'].find((key) => luhn(body + key));
}

const [kinds, places] = [
  ['Prévention', 'Santé au travail', 'Prévention et santé au travail', 'Service interentreprises'],
  ['du Val', 'des Deux Rives', 'du Plateau', 'de la Plaine', 'du Littoral', 'des Vallées', 'du Bocage', 'des Coteaux', 'du Bassin', 'des Forêts'],
] as const;

/** About one service in thirty merges each year, into one that lasts. */
function withMergers(options: FranceOptions, services: readonly PlannedService[]): PlannedService[] {
  const yearOf = ({ siren }: PlannedService): number | undefined => {
    const random = randomOf(options.seed, 'merger', siren);
    return yearsOf(options).find(() => random.chance(0.033));
  };
  const [heir, ...others] = services;
  const lasting = [...(heir ? [heir] : []), ...others.filter((service) => yearOf(service) === undefined)];
  return services.map((service): PlannedService => {
    const year = yearOf(service);
    if (year === undefined || lasting.includes(service)) return service;
    const random = randomOf(options.seed, 'heir', service.siren);
    return { ...service, merged: { into: random.pick(lasting).siren, on: addDays(`${year}-06-01` as Day, random.between(0, 120)) } };
  });
}

/** The services of a region, the same whatever the other regions are. */
export function servicesOf(options: FranceOptions, region: string): readonly PlannedService[] {
  const count = servicesByRegion(options.services ?? 250).get(region) ?? 0;
  const place = regions.findIndex(({ code }) => code === region);
  const services = Array.from({ length: count }, (_, index): PlannedService => {
    const random = randomOf(options.seed, 'service', region, index);
    const name = `${random.pick(kinds)} ${random.pick(places)} ${index + 1}`;
    return { siren: sirenOf(place * 1_000 + index + 1), name, region, employees: Math.round(4_000 * 30 ** random.next()) };
  });
  return withMergers(options, services);
}

export const authorityOf = (region: string): string => `dreets-${region}`;
export const fundOf = (region: string): string => `caisse-${region}`;
export const bodiesOf = (region: string): readonly string[] => [`crpst-${region}`, `ars-${region}`];
