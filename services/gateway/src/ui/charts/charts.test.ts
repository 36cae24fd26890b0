import fc from 'fast-check';
import { masked, missing, notApplicable, number, ofRegion, ago } from '../numbers.ts';
import { render } from '../html.ts';
import type { Instant } from '@cpom/kernel';
import { bars, sorted } from './bars.ts';
import { lines } from './lines.ts';
import { bucketOf, tileMap } from './map.ts';
import { apart, pathOf, places, twoLines } from './series.ts';

const about = { id: 'x', title: 'Titre', description: 'Description' };

describe('charts', () => {
  test('bars stand from the largest to the smallest, what has no number last, zero before it', () => {
    const labels = sorted([{ l: 'secret', value: masked }, { l: 'zéro', value: number(0) }, { l: 'dix', value: number(10) }]).map((bar) => bar.l);
    expect(labels).toEqual(['dix', 'zéro', 'secret']);
  });

  test('a missing year is a gap in the line, not a zero', () => {
    const points = [number(1), missing, number(3), number(4)].map((value, index) => ({ year: 2020 + index, value }));
    const path = pathOf(places({ label: 'a', points }, (year) => year - 2020, (value) => value));
    expect(path).toBe('M0,1ZM2,3L3,4');
  });

  test('a picture has a name, a description and its table', () => {
    const page = render(bars({ ...about, bars: [{ label: 'A', value: number(0) }, { label: 'B', value: masked }, { label: 'C', value: notApplicable }] }));
    expect(page).toMatch(/role="img" aria-labelledby="x-nom x-desc"/);
    for (const shown of ['secret', 's.o.', '<table']) expect(page).toContain(shown);
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('without any number, or with one year, a drawing is still sound', () => {
    const page = render(lines({ ...about, series: [{ label: 'a', points: [{ year: 2022, value: missing }] }, { label: 'b', points: [] }] })) + render(lines({ ...about, series: [] }));
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('a seventh series is refused', () => {
    expect(() => lines({ ...about, series: Array.from({ length: 7 }, (_, index) => ({ label: String(index), points: [] })) })).toThrow(RangeError);
  });

  test('labels never overlap nor leave the drawing when there is room', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 270, noNaN: true }), { maxLength: 7 }), (heights) => {
      const placed = [...apart(heights, 30, 270)].sort((a, b) => a - b);
      placed.forEach((height, index) => { if (index > 0) expect(height - (placed[index - 1] ?? 0)).toBeGreaterThanOrEqual(30 - 1e-6); });
      expect(Math.max(0, ...placed)).toBeLessThanOrEqual(270);
    }));
  });

  test('a long name is cut at a space or a hyphen', () => {
    expect(twoLines('Provence-Alpes-Côte d’Azur', 16)).toEqual(['Provence-Alpes-', 'Côte d’Azur']);
  });

  test('the map lists the 18 regions and says which are not connected', () => {
    const page = render(tileMap({ ...about, measure: 'Couverture', legend: ['peu'], figures: [{ code: '01', figure: '0 %', bucket: 0, href: '/regions/01', connected: true }] }));
    expect(page.match(/class="app-tile tile-c/g)).toHaveLength(18);
    expect(page.match(/app-wide">non connectée/g)).toHaveLength(17);
    expect(page).toContain('href="/regions/01"');
  });

  test.each([[0, 0], [0.25, 1], [0.6, 2], [0.9, 4], [1, 4]])('the rate %d has the colour %d', (rate, bucket) => {
    expect(bucketOf(rate, [0.25, 0.5, 0.75, 0.9])).toBe(bucket);
  });
});

describe('French words', () => {
  test.each([['Île-de-France', "d'Île-de-France"], ['Grand Est', 'du Grand Est'], ['Hauts-de-France', 'des Hauts-de-France'], ['Corse', 'de Corse'], ['Occitanie', "d'Occitanie"]])('%s: %s', (name, words) => {
    expect(ofRegion(name)).toBe(words);
  });

  test('three days and twenty hours ago are three days', () => {
    expect(ago('2022-03-01T00:00:00.000Z' as Instant, '2022-03-04T20:00:00.000Z' as Instant)).toBe('il y a 3 jours');
  });
});
