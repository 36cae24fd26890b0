import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contractSaid, on, serviceSaid, spans, submissionSaid, worldAfter, type Saying } from '../given.fixture.ts';
import { standingsOn } from '../cover/coverage.ts';
import { collectionOf, dueFrom, reportsOn } from './collection.ts';
import { periodAsked } from './period.ts';

const asked = { region: '', state: '', contains: '', sort: '', descending: false, offset: 0, limit: 0 };
const collection = (said: readonly Saying[], day: string, more = {}, period = '2024') => {
  const world = worldAfter(said);
  const known = periodAsked(world, period, on(day));
  return collectionOf(world, reportsOn(known, standingsOn(world, dueFrom(known, on(day))), on(day)), { ...asked, ...more });
};

const four = [
  serviceSaid('24', 'a', { names: [{ name: 'Santé Loire' }] }), serviceSaid('24', 'b'), serviceSaid('24', 'd'),
  contractSaid('24', 'k', { services: ['a', 'b', 'd'], intervals: spans(['active', '2022-01-01', '2026-12-31']) }),
  submissionSaid('24', '2024', 'a', { state: 'approved', asked: 20, answered: 20, firstSubmittedAt: '2025-04-29T22:30:00.000Z', approvedAt: '2025-05-20T08:00:00.000Z' }),
  submissionSaid('24', '2024', 'b', { state: 'open', asked: 20, answered: 5 }),
  submissionSaid('11', '2024', 'c', { state: 'submitted', asked: 10, answered: 10, firstSubmittedAt: '2025-05-10T09:00:00.000Z' }),
];

describe('completeness and lateness', () => {
  test('given services in time, late and silent, when a period is read, then each is told apart, and who was never asked too', () => {
    const shown = collection(four, '2025-06-01');
    expect(shown.nation).toEqual({
      submissions: 3, submitted: 2, approved: 1, submittedLate: 1, overdue: 1, linesAsked: 50, linesAnswered: 35, withoutCampaign: 1, lateDaysMedian: 10, lateDaysLongest: 32,
    });
    expect(shown.sentence.replace(/\u00a0/g, ' ')).toBe('2 remontées sur 3 (67 %) sont transmises, dont 1 approuvée ; 2 en retard.');
    expect(shown.submissions.map(({ service, lateDays, overdue }) => [service, lateDays, overdue])).toEqual([['a', 0, false], ['b', 32, true], ['d', 0, false], ['c', 10, false]]);
  });

  test('given an instant near midnight, when it is a day, then it is the day on the wall in the nation', () => {
    expect(collection(four, '2025-06-01', { contains: 'sante' }).submissions[0]).toMatchObject({ submittedOn: '2025-04-30', lateDays: 0, approvedOn: '2025-05-20' });
  });

  test('given a day before submission, when the period is read on it, then nothing of later is counted', () => {
    expect(collection(four, '2025-05-02').nation).toMatchObject({ submitted: 1, approved: 0, submittedLate: 0, overdue: 2 });
  });

  test('given filters, when late or unasked services are looked for, then the totals of the regions do not move', () => {
    const late = collection(four, '2025-06-01', { state: 'late', sort: 'late-days', descending: true });
    expect(late.submissions.map(({ service }) => service)).toEqual(['b', 'c']);
    expect(late.nation?.submissions).toBe(3);
    expect(collection(four, '2025-06-01', { state: 'without-campaign' }).submissions).toMatchObject([{ service: 'd', state: 'none' }]);
  });

  test('given several periods, when none is asked for, then the latest is shown, a year before its quarters; nonsense is refused', () => {
    const quarter = submissionSaid('24', '2024-T4', 'a', { period: { kind: 'quarter', from: '2024-10-01', to: '2024-12-31', label: '4e trimestre 2024' }, openedOn: '2025-01-02', dueOn: '2025-02-28' });
    expect(collection([...four, quarter], '2025-06-01', {}, '')).toMatchObject({ period: '2024', periods: ['2024', '2024-T4'] });
    expect(() => collection(four, '2025-06-01', {}, 'hier')).toThrow("n'est pas une période");
  });

  test('given any reports, when the regions are summed, then they are the nation', () => {
    const report = fc.record({ region: fc.constantFrom('24', '11'), service: fc.constantFrom('a', 'b', 'c', 'd'), sent: fc.constantFrom('', '2025-04-01', '2025-06-01'), asked: fc.nat(50) })
      .map(({ region, service, sent, asked: lines }) => submissionSaid(region, '2024', service, { firstSubmittedAt: sent, asked: lines, answered: Math.floor(lines / 2) }));
    fc.assert(fc.property(fc.uniqueArray(report, { selector: ({ stream }) => stream }), (said) => {
      const { nation, regions } = collection(said, '2025-05-15');
      const figures = regions.flatMap(({ figures: own }) => own ?? []);
      for (const field of ['submissions', 'submitted', 'submittedLate', 'overdue', 'linesAsked', 'linesAnswered'] as const) {
        expect(figures.reduce((sum, own) => sum + own[field], 0)).toBe(nation?.[field]);
      }
    }), { numRuns: 60 });
  });
});
