import { expect, test } from '@jest/globals';
import { CampaignRow, OpenedSubmission } from '@cpom/proto/indicators/v1/indicators';
import { dueWords } from './about.ts';
import { listSentence } from './list.ts';
import { outcomeSentence } from './open.ts';
import { exact, plainValue, sameCell, typedOf } from './values.ts';

const row = (state: string, daysLeft = 10): CampaignRow => CampaignRow.fromPartial({ state, daysLeft });

test('the list says how many are typed, late, to check, to approve, approved', () => {
  expect(listSentence([row('open'), row('open', -3), row('checking'), row('checked'), row('approved')])).toBe('5 remontées : 2 en cours de saisie, dont 1 en retard, 1 à contrôler, 1 à approuver, 1 approuvée.');
  expect(listSentence([])).toBe('Aucune remontée.');
});

test.each([[12, 'dans 12 jours'], [0, 'aujourd’hui'], [-1, 'en retard de 1 jour']])('given %s days left, then « %s »', (daysLeft, words) => {
  expect(dueWords({ dueOn: '2026-04-30', daysLeft })).toBe(`à transmettre pour le 30/04/2026, ${words}`);
});

test('the outcome of an opening counts each kind', () => {
  const one = (outcome: string): OpenedSubmission => OpenedSubmission.fromPartial({ outcome });
  expect(outcomeSentence([one('opened'), one('opened'), one('refused')])).toBe('2 remontées ouvertes, 1 refusée.');
});

test('four values are four things, and decimals stay as given', () => {
  expect([plainValue({ state: 'number', number: 0, texts: [] }), plainValue({ state: 'missing', number: undefined, texts: [] }), plainValue({ state: 'not-applicable', number: undefined, texts: [] }), plainValue({ state: 'masked', number: undefined, texts: [] })]).toEqual(['0', 'n.r.', 's.o.', 'secret']);
  expect(exact(12.75)).toBe('12,75');
  expect(typedOf({ state: 'number', number: 1, texts: [] }, 'boolean')).toEqual({ choice: 'number', text: 'oui' });
  expect(sameCell(undefined, { state: 'empty', number: undefined, texts: [] })).toBe(true);
});
