import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogueSaid, on, serviceSaid, submissionSaid, value, worldAfter, type Saying } from '../given.fixture.ts';
import { explorationOf, explore } from './explore.ts';
import { indicatorList, indicatorsSeen } from './seen.ts';
import { valuePage } from './values.ts';

type Values = ReturnType<typeof value>[];
const approved = (region: string, service: string, values: Values, campaign = '2024') => submissionSaid(region, campaign, service, { state: 'approved', approvedAt: '2025-05-01', values });
const explored = (said: readonly Saying[], code: string, asked: { period?: string; region?: string } = {}) => {
  const world = worldAfter(said);
  return explorationOf(world, explore(world, code, asked.region ?? ''), { period: '', region: '', ...asked });
};
const rowsOf = (said: readonly Saying[], code: string, asked = {}) => {
  const world = worldAfter(said);
  return valuePage(world, explore(world, code, ''), { period: '2024', region: '', state: '', sort: '', descending: false, offset: 0, limit: 500, ...asked }, on('2025-06-01')).values;
};

describe('summing over services', () => {
  test('given the four states and lines not asked, when the indicator is explored, then each is counted apart', () => {
    const said = [
      approved('24', 'a', [value('X', 20, { target: 40 })]), approved('24', 'b', [value('X', 30)]), approved('24', 'c', [value('X', undefined)]),
      approved('24', 'd', [value('X', undefined, { state: 'not-applicable' })]), approved('24', 'e', [value('Y', 50)]), submissionSaid('24', '2024', 'f'), approved('11', 'g', [value('Y', 60)]),
    ];
    const { cells, totals } = explored(said, 'X');
    expect(cells.find(({ region }) => region === '24')).toMatchObject({ state: 'number', value: 50, answered: 2, missing: 1, notApplicable: 1, notAsked: 1, awaited: 1, unmapped: 0, target: 40, servicesWithTarget: 1, progress: 0.5 });
    expect(cells.find(({ region }) => region === '11')).toMatchObject({ state: 'none', value: undefined, unmapped: 1 });
    expect(totals).toMatchObject([{ period: '2024', value: 50, answered: 2 }]);
  });

  test('given ratios, when regions are put together, then numerators and denominators are summed, never the ratios', () => {
    const ratio = (numerator: number, denominator: number) => value('R', numerator / denominator * 100, { unit: 'percent', numerator, denominator });
    const { totals } = explored([approved('24', 'a', [ratio(50, 100)]), approved('11', 'b', [ratio(100, 900)])], 'R');
    expect(totals[0]).toMatchObject({ state: 'number', value: 15, numerator: 150, denominator: 1_000 });
  });

  test('given a rate over few employees, when it is shown, then it is said to be fragile', () => {
    const rate = (denominator: number) => [approved('24', 'a', [value('IF', 20, { unit: 'per-thousand', numerator: 20, denominator })])];
    expect([explored(rate(1_000), 'IF').totals[0]?.fragile, explored(rate(50_000), 'IF').totals[0]?.fragile]).toEqual([true, false]);
  });

  test('given median delays, when they are explored, then they are not added', () => {
    expect(explored([approved('24', 'a', [value('D', 12, { unit: 'days', disclosure: 'none' })])], 'D').totals[0]).toMatchObject({ state: 'not-additive', value: undefined, answered: 1 });
  });

  test('given regional codes mapped to the core, when the core code is explored, then they are read under it; an unmapped one needs its region', () => {
    const said = [approved('24', 'a', [value('LOCAL', 40, { coreCode: 'X' }), value('OWN', 50, { coreCode: '' })]), catalogueSaid('24', [['LOCAL', 'X'], ['OWN', '']])];
    expect(explored(said, 'X').totals[0]?.value).toBe(40);
    expect(explored(said, 'OWN', { region: '24' }).totals[0]).toMatchObject({ region: '24', value: 50 });
    expect(() => explored(said, 'OWN')).toThrow("Aucune région n'a déclaré");
    const world = worldAfter(said);
    const list = (region: string) => indicatorList(indicatorsSeen(world, region, () => true), { theme: '', contains: '' }).indicators;
    expect(list('')).toMatchObject([{ code: 'X', region: '', periods: ['2024'], regionsMapped: ['24'] }]);
    expect(list('24').map(({ code, region }) => [code, region])).toEqual([['OWN', '24'], ['X', '']]);
  });
});

describe('statistical secrecy', () => {
  test('given fewer than 11 persons in a region, when it is explored, then the cell says it is masked and gives no number, nor progress', () => {
    const { cells, totals, masking } = explored([approved('24', 'a', [value('X', 10, { target: 20 })])], 'X');
    expect(cells[0]).toMatchObject({ state: 'masked', maskedBecause: 'below-threshold', value: undefined, progress: undefined });
    expect(totals[0]).toMatchObject({ state: 'masked' });
    expect(masking).toContain('inférieurs à 11');
  });

  test('given one small region among three, when the nation is shown, then a second one is masked, so that a subtraction finds neither, whatever the filter', () => {
    const said = [approved('24', 'a', [value('X', 5)]), approved('11', 'b', [value('X', 40)]), approved('53', 'c', [value('X', 90)])];
    const states = (asked = {}) => explored(said, 'X', asked).cells.map(({ region, state, maskedBecause }) => [region, state, maskedBecause]);
    expect(states()).toEqual([['53', 'number', ''], ['24', 'masked', 'below-threshold'], ['11', 'masked', 'complement']]);
    expect(states({ region: '11' })).toEqual([['11', 'masked', 'complement']]);
    expect(explored(said, 'X').totals[0]?.value).toBe(135);
  });

  test('given establishments, when they are fewer than 3 or one of several services has more than 85 %, then they are masked', () => {
    const of = (...numbers: number[]) => explored(numbers.map((number, index) => approved('24', `s${index}`, [value('E', number, { unit: 'establishments', disclosure: 'establishments' })])), 'E').cells[0];
    expect([of(1, 1), of(90, 10), of(80, 20), of(2), of(50)].map((cell) => cell?.maskedBecause)).toEqual(['below-threshold', 'dominance', '', 'below-threshold', '']);
  });

  test('given regions that disagree on the rule, when they are put together, then the strictest one protects all; an unknown one is the strictest', () => {
    const said = (disclosure: string) => [approved('24', 'a', [value('X', 8, { disclosure: 'none' })]), approved('11', 'b', [value('X', 9, { disclosure })])];
    expect(explored(said('none'), 'X').cells.map(({ state }) => state)).toEqual(['number', 'number']);
    expect(explored(said('persons-health'), 'X').cells.map(({ state }) => state)).toEqual(['masked', 'masked']);
    expect(explored(said('some-later-rule'), 'X').cells.map(({ state }) => state)).toEqual(['masked', 'masked']);
  });

  test('given a masked value with an explanation that names it, when the services are listed, then neither is told', () => {
    const said = [serviceSaid('24', 'a'), approved('24', 'a', [value('X', 4, { explanation: 'les 4 salariés de la fonderie' })]), approved('24', 'b', [value('X', 40)]), approved('24', 'c', [value('X', 50)])];
    expect(rowsOf(said, 'X').map(({ service, state, value: shown, explanation }) => [service, state, shown, explanation])).toEqual([
      ['b', 'masked', undefined, ''], ['c', 'number', 50, ''], ['a', 'masked', undefined, '']]);
  });

  const counts = fc.array(fc.record({ region: fc.constantFrom('24', '11', '53', '93'), number: fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 15, max: 400 })), target: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }) }), { minLength: 1, maxLength: 14 });

  test('given any values, when the indicator is explored and its services listed, then what is masked carries no number, and no small one is shown', () => {
    fc.assert(fc.property(counts, (all) => {
      const said = all.map(({ region, number, target }, index) => approved(region, `s${index}`, [value('X', number, target === undefined ? {} : { target })]));
      const { cells, totals } = explored(said, 'X');
      for (const cell of [...cells, ...totals]) {
        if (cell.state !== 'number') expect([cell.value, cell.numerator, cell.denominator, cell.progress]).toEqual([undefined, undefined, undefined, undefined]);
        expect(cell.value ?? 11).toBeGreaterThanOrEqual(11);
      }
      for (const row of rowsOf(said, 'X')) {
        if (row.state !== 'number') expect([row.value, row.progress]).toEqual([undefined, undefined]);
        expect(row.value ?? 11).toBeGreaterThanOrEqual(11);
      }
    }), { numRuns: 100 });
  });

  test('given any values, when what is shown is taken from its total, then what remains is no single cell, nor below the threshold', () => {
    fc.assert(fc.property(counts, (all) => {
      const said = all.map(({ region, number }, index) => approved(region, `s${index}`, [value('X', number)]));
      const { cells, totals } = explored(said, 'X');
      const found = (total: number | undefined, parts: readonly { state: string; value?: number | undefined }[]): void => {
        const hidden = parts.filter(({ state }) => state === 'masked');
        if (total === undefined || hidden.length === 0) return;
        const rest = total - parts.reduce((sum, part) => sum + (part.value ?? 0), 0);
        expect(hidden.length).toBeGreaterThan(1);
        expect(rest).toBeGreaterThanOrEqual(11);
      };
      found(totals[0]?.value, cells);
      for (const cell of cells) found(cell.value, rowsOf(said, 'X', { region: cell.region }));
      // A region that is masked is not found again from its services.
      for (const cell of cells.filter(({ state }) => state === 'masked')) expect(rowsOf(said, 'X', { region: cell.region }).every(({ state }) => state === 'masked')).toBe(true);
    }), { numRuns: 100 });
  });
});
