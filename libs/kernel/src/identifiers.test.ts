import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { fold, tokens } from './fold.ts';
import { isSiren, isSiret, looksLikeNir } from './identifiers.ts';
import { regionOf, regions } from './regions.ts';

// Public test vectors, kept beside the project: read where they are.
const vectors = new URL('../../../../shared/data/identifiants/', import.meta.url);
const read = (name: string): Record<string, string[]> | undefined => {
  try {
    return JSON.parse(readFileSync(new URL(name, vectors), 'utf8')) as Record<string, string[]>;
  } catch {
    return undefined;
  }
};
const companies = read('siren_siret_vecteurs.json');
const people = read('nir_vecteurs.json');

describe('identifiers of companies', () => {
  test('given a right and a wrong key, when they are read, then only the right one is a SIREN', () => {
    expect([isSiren('732829320'), isSiren('732829321'), isSiren('73282932'), isSiren('732 829 320')]).toEqual([true, false, false, false]);
  });
  test("given La Poste's establishments, when their digits sum to a multiple of five, then they are SIRET without Luhn's key", () => {
    expect([isSiret('35600000049837'), isSiret('35600000049838')]).toEqual([true, false]);
  });
  (companies ? test : test.skip)('given the published vectors (skipped where shared data are absent), when each is read, then it is as published', () => {
    expect(companies?.['siren_valides']?.every(isSiren)).toBe(true);
    expect(companies?.['siret_valides']?.every(isSiret)).toBe(true);
    expect(companies?.['siret_invalides']?.some(isSiret)).toBe(false);
  });
});

describe('numbers of people, which are refused', () => {
  (people ? test : test.skip)('given the published vectors (skipped where shared data are absent), when each stands in a text, then it is found', () => {
    for (const nir of [...(people?.['valides_15'] ?? []), ...(people?.['specimen_15'] ?? [])]) {
      expect(looksLikeNir(`dossier ${nir}.`)).toBe(true);
      expect(looksLikeNir(nir.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7'))).toBe(true);
    }
    expect(looksLikeNir(people?.['valide_13_sans_cle']?.toString() ?? '')).toBe(true);
  });
  test.each(['73282932000074', '12/03/2022', '679 856 salariés', '2022'])('given "%s", when it is looked at, then it is not a person\'s number', (text) => {
    expect(looksLikeNir(text)).toBe(false);
  });
});

test('given accents, ligatures and case, when texts are folded, then they compare', () => {
  expect(fold('Œuvre ÉLÈVE')).toBe('oeuvre eleve');
  expect(tokens("Santé au travail, l'Étape — santé")).toEqual(['sante', 'au', 'travail', 'l', 'etape']);
});

test('given the regions of France, when they are listed, then there are eighteen, each at a place of its own', () => {
  expect(regions).toHaveLength(18);
  expect(new Set(regions.map(({ code }) => code)).size).toBe(18);
  expect(new Set(regions.map(({ column, row }) => `${column}.${row}`)).size).toBe(18);
  expect([regionOf('01')?.name, regionOf('1')]).toEqual(['Guadeloupe', undefined]);
});
