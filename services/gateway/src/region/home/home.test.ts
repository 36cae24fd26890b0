import { expect, test } from '@jest/globals';
import { day } from '@cpom/kernel';
import { announcementOf } from './authority.ts';
import { leadOf } from './page.ts';

const today = day('2026-11-22');

test.each([
  ['2026-11-21', 'ended'], ['2027-03-22', 'overdue'], ['2027-03-23', 'near'], ['2027-04-22', 'near'], ['2027-07-22', 'soon'], ['2027-11-22', 'ahead'], ['2027-11-23', undefined],
])('given an accreditation that ends on %s, then it is announced as %s', (on, level) => {
  expect(announcementOf(day(on), today)).toBe(level);
});

test('the sentence names what awaits, and says so when nothing does', () => {
  const part = { id: 'a', title: 'A', none: '', tasks: [{ href: '/', text: 'x' }], words: '1 remontée à contrôler' };
  expect(leadOf([part, { ...part, tasks: [] }])).toBe('1 remontée à contrôler.');
  expect(leadOf([])).toBe('Rien n’attend d’action de votre part aujourd’hui.');
});
