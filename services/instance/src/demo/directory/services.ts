import { fictitiousSiren } from './siren.ts';
import type { DemoOrganisation, Invented } from './types.ts';

const named = (index: number, shortName: string, name: string, region: string, origin: string, invented: Invented, more: Partial<DemoOrganisation> = {}): DemoOrganisation =>
  ({ id: fictitiousSiren(index), kind: 'service', name, shortName, regions: [region], origin, invented, ...more });

const real = (index: number, shortName: string, name: string, employees: number, accreditedFor: number, aliases: readonly string[] = []): DemoOrganisation =>
  named(index, shortName, name, '24', 'S1', { employees, accreditedFor }, { aliases, hasAccounts: true });

/** The seven services of the founding contract (S1); their SIREN, headcounts and accreditations are fictitious. */
export const founding: readonly DemoOrganisation[] = [
  real(1, 'CIHL', 'CIHL', 84_300, 41),
  real(2, 'APST 37', 'APST 37', 131_800, 5),
  real(3, 'SISTEL', 'SISTEL', 97_400, 33),
  real(4, 'AISMT 36', 'AISMT 36', 48_900, 22, ['AIMSMT 36']),
  real(5, 'APST 41', 'APST 41', 76_200, 47),
  real(6, 'SANTBTP', 'SANTBTP', 23_100, 28),
  real(7, 'APST 18', 'APST 18', 61_500, 38),
];

/** A service that we made up: its full name says so. */
const fictitious = (region: string) => (index: number, place: string, employees: number, accreditedFor: number, more: Partial<Invented> = {}, accounts = false): DemoOrganisation =>
  named(index, place, `Prévention santé travail ${place} (service fictif)`, region, 'fictif', { employees, accreditedFor, ...more }, accounts ? { hasAccounts: true } : {});

const inCentre = fictitious('24');
const inIleDeFrance = fictitious('11');
/** The invented services of Centre-Val de Loire begin after the documented past, which knows seven. */
const after = { since: '2024-01-01' };

/** Centre-Val de Loire: one service for each way of being without contract, and a few that have one. */
export const centreInvented: readonly DemoOrganisation[] = [
  inCentre(11, 'Val-Doré', 14_200, 30, after, true),
  inCentre(12, 'Trois-Chênes', 11_700, 44, after),
  inCentre(13, 'Bellerive', 9_400, 26, after),
  inCentre(14, 'Grand-Clos', 8_800, 51, after),
  inCentre(15, 'Haute-Lande', 12_300, 35, after),
  inCentre(16, 'Clairfontaine', 7_600, 19, after),
  inCentre(17, 'Beauplan', 6_900, 40, after),
  inCentre(18, 'Rive-Claire', 5_200, 12, { ...after, merged: { into: fictitiousSiren(20), monthsAgo: 4 } }),
  inCentre(19, 'Moulin-Neuf', 4_700, 15, { ...after, merged: { into: fictitiousSiren(20), monthsAgo: 4 } }),
  inCentre(20, 'Deux-Rives', 9_900, 56, { since: 4 }),
  inCentre(21, 'Montjoie', 10_100, -1, after),
];

/** Île-de-France: ACMS (S2), and services that we made up beside it. */
export const ileDeFranceServices: readonly DemoOrganisation[] = [
  named(101, 'ACMS', 'ACMS', '11', 'S2', { employees: 1_040_000, accreditedFor: 29 }, { hasAccounts: true }),
  inIleDeFrance(111, 'Belles-Fontaines', 212_000, 18, {}, true),
  inIleDeFrance(112, 'Quatre-Vents', 187_000, 34, {}, true),
  inIleDeFrance(113, 'Pont-Rouge', 156_000, 9, {}, true),
  inIleDeFrance(114, 'Plaine-Dorée', 143_000, 39),
  inIleDeFrance(115, 'Grands-Tilleuls', 128_000, 27),
  inIleDeFrance(116, 'Hautes-Bornes', 117_000, 45),
  inIleDeFrance(117, 'Croix-Verte', 104_000, 31),
  inIleDeFrance(118, 'Marais-Vert', 96_000, 24),
  inIleDeFrance(119, 'Clos-Fleuri', 265_000, 50),
  inIleDeFrance(120, 'Faubourg-Neuf', 241_000, 36),
  inIleDeFrance(121, 'Petit-Canal', 88_000, 42),
  inIleDeFrance(122, 'Mare-Blanche', 79_000, 20),
  inIleDeFrance(123, 'Tour-Carrée', 72_000, 48),
  inIleDeFrance(124, 'Porte-Haute', 66_000, 33),
  inIleDeFrance(125, 'Bois-Joli', 58_000, 37),
  inIleDeFrance(126, 'Orme-Sec', 51_000, -2),
  inIleDeFrance(127, 'Île-Perdue', 46_000, 14, { merged: { into: fictitiousSiren(129), monthsAgo: 2 } }),
  inIleDeFrance(128, 'Ponts-Jumeaux', 39_000, 16, { merged: { into: fictitiousSiren(129), monthsAgo: 2 } }),
  inIleDeFrance(129, 'Ponts-Perdus', 85_000, 58, { since: 2 }),
];

/** One service stands for those, not named in S0, that took part in the regional contracts of its region. */
const participant = (index: number, region: string, where: string): DemoOrganisation =>
  ({ id: fictitiousSiren(index), kind: 'service', shortName: `Services Présanse ${where}`, name: `Services adhérents de Présanse, ${where} (organisme fictif)`, regions: [region], origin: 'fictif' });

/** Provence-Alpes-Côte d'Azur and Corse (S0). */
export const southernServices: Readonly<Record<string, readonly DemoOrganisation[]>> = {
  93: [participant(93, '93', 'Provence-Alpes-Côte d’Azur')],
  94: [participant(94, '94', 'Corse')],
};
