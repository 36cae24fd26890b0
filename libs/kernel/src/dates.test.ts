import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, day, dayAt, daysBetween, earliest, instant, isLegalDate, latest, legalDate, within, type Day } from './dates.ts';
import { frenchDate, frenchInstant, frenchNumber, parseFrenchDate, parseFrenchNumber, plural } from './french.ts';

const anyDay = fc.date({ min: new Date('1950-01-01'), max: new Date('2150-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10) as Day);

describe('dates of law', () => {
  test.each(['2022-02-31', '2022-13-01', '31/12/2022', '2022-1-1', '', '22', '2022-12-31T00:00'])('given "%s", when it is read, then it is not a date', (text) => {
    expect(isLegalDate(text)).toBe(false);
    expect(() => legalDate(text)).toThrow('n\'est pas une date');
  });
  test('given a date known to the year or the month, when its bounds are asked, then they are its first and last days', () => {
    expect([earliest(legalDate('2014')), latest(legalDate('2014'))]).toEqual(['2014-01-01', '2014-12-31']);
    expect([earliest(legalDate('2024-02')), latest(legalDate('2024-02'))]).toEqual(['2024-02-01', '2024-02-29']);
  });
  test('given sixty months from the last day of February, when they are counted, then a shorter month ends earlier', () => {
    expect(addMonths(day('2024-02-29'), 60)).toBe('2029-02-28');
    expect(addMonths(day('2022-10-31'), 1)).toBe('2022-11-30');
  });
  test('given any two days, when one is reached from the other by their distance, then it is the same day', () => {
    fc.assert(fc.property(anyDay, anyDay, (a, b) => { expect(addDays(a, daysBetween(a, b))).toBe(b); }));
  });
  test('given any day, when it is written in French and read back, then it is the same', () => {
    fc.assert(fc.property(anyDay, fc.constantFrom(4, 7, 10), (a, length) => {
      const date = legalDate(a.slice(0, length));
      expect(parseFrenchDate(frenchDate(date))).toBe(date);
    }));
  });
  test('given a contract from 2014 to 2018, when a day is held against it, then imprecise bounds are taken at their widest', () => {
    expect(within(day('2018-12-31'), legalDate('2014'), legalDate('2018'))).toBe(true);
    expect(within(day('2019-01-01'), legalDate('2014'), legalDate('2018'))).toBe(false);
  });
  test('given a moment near midnight, when the date is asked, then it is that of the wall clock of the instance', () => {
    const moment = instant(new Date('2022-12-31T23:30:00Z'));
    expect([dayAt(moment, 'Europe/Paris'), dayAt(moment, 'America/Guadeloupe'), dayAt(moment, 'Indian/Reunion')]).toEqual(['2023-01-01', '2022-12-31', '2023-01-01']);
    expect(frenchInstant(instant(new Date('2022-03-12T13:05:00Z')), 'Europe/Paris')).toBe('12/03/2022 à 14:05');
  });
});

describe('numbers as the French write them', () => {
  test.each([['12,5', 12.5], ['1 234', 1234], ['1\u202f234\u00a0567,8', 1234567.8], ['-3', -3], ['0', 0], ['−2,5', -2.5]])('given "%s", when it is read, then it is %d', (typed, value) => {
    expect(parseFrenchNumber(typed)).toBe(value);
  });
  test.each(['', 'n.r.', '1 23', '0x10', '1e3', '12,5,1', '12 345 6', '31/12/2022', 'Infinity', '１２'])('given "%s", when it is read, then it is no number', (typed) => {
    expect(parseFrenchNumber(typed)).toBeUndefined();
  });
  test('given any number of two decimals, when it is written and read back, then it is the same', () => {
    fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), (hundredths) => {
      expect(parseFrenchNumber(frenchNumber(hundredths / 100, 2))).toBeCloseTo(hundredths / 100, 5);
    }));
  });
  test('given zero or one, when things are counted, then French says the singular', () => {
    expect([plural(0, 'contrat'), plural(1, 'contrat'), plural(1234, 'contrat')]).toEqual(['0 contrat', '1 contrat', '1\u202f234 contrats']);
  });
});
