import { describe, expect, test } from '@jest/globals';
import { day } from '@cpom/kernel';
import { latestAccreditation, standingOf } from './accreditation.ts';

const held = (expiresOn: string, state = 'granted') => [{ grantedOn: '2021-12-31', expiresOn, state, origin: 'fictif' }];

describe('given an accreditation that ends on 31/12/2026 (D. 4622-48 to 51)', () => {
  test.each([
    ['2025-12-30', 'success', /va jusqu’au 31\/12\/2026\./],
    ['2025-12-31', 'info', /dans 12 mois au plus/],
    ['2026-04-30', 'warning', /dans 8 mois au plus/],
    ['2026-07-31', 'warning', /dans 5 mois au plus.*avant le 31\/08\/2026/],
    ['2026-08-30', 'warning', /avant le 31\/08\/2026 \(1 jour\)/],
    ['2026-08-31', 'error', /devait être déposé le 31\/08\/2026/],
    ['2026-12-31', 'error', /devait être déposé/],
    ['2027-01-01', 'error', /échu depuis 1 jour/],
  ])('when it is %s, then the tone is %s', (today, tone, sentence) => {
    expect(standingOf(held('2026-12-31'), day(today))).toMatchObject({ tone, sentence: expect.stringMatching(sentence) });
  });
});

test('given a renewal that is being examined, when the end is near or passed, then nothing is late', () => {
  expect(standingOf(held('2026-12-31', 'renewal-examined'), day('2026-11-01')).tone).toBe('info');
  expect(standingOf(held('2026-12-31', 'renewal-examined'), day('2027-02-01')).sentence).toContain('la décision est attendue');
});

test('given none, when it is read, then it says so', () => {
  expect(standingOf([], day('2026-01-01')).short).toBe('agrément non renseigné');
});

test('given an end known to the year only, when it is read, then it means its last day', () => {
  expect(standingOf(held('2026'), day('2026-12-31')).sentence).toContain('31/12/2026');
});

test('given several, when one is asked for, then it is the one that ends last', () => {
  expect(latestAccreditation([...held('2024-01-01'), ...held('2029-01-01'), ...held('2020')])?.expiresOn).toBe('2029-01-01');
});
