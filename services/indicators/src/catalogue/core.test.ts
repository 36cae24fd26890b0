import { describe, expect, test } from '@jest/globals';
import { core, foundingCodes } from './core.ts';

const byCode = new Map(core.map((indicator) => [indicator.code, indicator]));

describe('the founding grid (contract Centre-Val de Loire 2021-2022)', () => {
  test('given the two action sheets, then 21 lines are asked, of which 3 narratives', () => {
    const asked = foundingCodes.map((code) => byCode.get(code));
    expect(asked).toHaveLength(21);
    expect(asked.filter((line) => line?.unit === 'narrative').map((line) => line?.code)).toEqual(['PDP-B-02', 'PDP-C-05', 'TMS-05']);
  });
  test('given the perspectives of the next generation, then they are known but not asked in 2022', () => {
    for (const code of ['PDP-P-01', 'PDP-P-02']) {
      expect(byCode.has(code)).toBe(true);
      expect(foundingCodes).not.toContain(code);
    }
  });
  test('given liaison meetings, then they exist since the law applies: 31 March 2022', () => {
    expect(byCode.get('PDP-C-01')?.validFrom).toBe('2022-03-31');
  });
  test('given the outline, then it belongs to the experiments only', () => {
    expect(core.filter(({ outline }) => outline.length > 0).map(({ code }) => code)).toEqual(['PDP-B-02']);
  });
});

describe('the core', () => {
  test('given any indicator, then what it is included in or computed from is known too, and comes before it', () => {
    core.forEach((indicator, index) => {
      const named = [indicator.parent, indicator.textParent].filter(Boolean);
      for (const code of named) expect(core.findIndex((other) => other.code === code)).toBeLessThan(index);
      for (const code of [indicator.ratio?.numerator, indicator.ratio?.denominator]) if (code !== undefined) expect(byCode.has(code)).toBe(true);
      expect(named.length > 0).toBe(indicator.relation !== '');
      expect(indicator.reporter === 'computed').toBe(indicator.ratio !== undefined);
    });
  });
  test('given the codes, then each is there once', () => {
    expect(new Set(core.map(({ code }) => code)).size).toBe(core.length);
  });
});
