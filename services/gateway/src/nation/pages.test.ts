import { describe, expect, test } from '@jest/globals';
import { day, type Day } from '@cpom/kernel';
import { IndicatorCell, ServiceRow, SubmissionRow } from '@cpom/proto/national/v1/national';
import { render, value, valueText } from '../ui/index.ts';
import { link, shownDay } from './au.ts';
import { contractName, daysLeftOf } from './contracts/row.ts';
import { amountText, answeredText, cellValue, progressBadge, rowValue } from './indicators/cell.ts';
import { lateness } from './reporting/row.ts';
import { coverageBadge, daysWithout } from './services/row.ts';

const today: Day = day('2026-11-21');
const address = { path: '/services', query: { au: '31/12/2021', tri: 'name', page: '3' } };

describe('the day shown', () => {
  test.each([['31/12/2021', '2021-12-31'], ['2021-12-31', '2021-12-31']])('given %s, when it is read, then the page shows that day and says so', (typed, on) => {
    const shown = shownDay({ today }, { address }, typed);
    expect(shown).toMatchObject({ on, au: on, error: undefined, atDate: { day: on, presentHref: '/services?tri=name' } });
  });

  test.each(['', '21/11/2026'])('given %j, when it is read, then today is shown without a banner', (typed) => {
    expect(shownDay({ today }, { address }, typed)).toMatchObject({ on: today, au: undefined, error: undefined, atDate: undefined });
  });

  test.each(['31/02/2021', '2021', 'hier', '<b>'])('given %s, when it is read, then it is refused beside the field and today is shown', (typed) => {
    expect(shownDay({ today }, { address }, typed)).toMatchObject({ on: today, typed, error: expect.stringContaining('31/12/2021') });
  });

  test('given a past day, when a link is made, then it keeps it', () => {
    expect(link('/contrats', { au: '2021-12-31' }, { etat: 'active' })).toBe('/contrats?etat=active&au=2021-12-31');
  });
});

describe('a service without contract', () => {
  const row = (more: Partial<ServiceRow>): ServiceRow => ServiceRow.fromPartial(more);
  test.each([
    [{ covered: true }, ''], [{ neverCovered: true }, 'jamais couvert, à notre connaissance'], [{ daysWithout: 184 }, '184 jours'], [{ daysWithout: 365, daysAtLeast: true }, 'au moins 365 jours'], [{ daysWithout: 1 }, '1 jour'],
  ])('given %j, when it is told, then it is « %s »', (more, text) => { expect(daysWithout(row(more))).toBe(text); });

  test('given a retroactive effect, when its state is told, then covered and unsigned are two things', () => {
    expect(render(coverageBadge({ covered: true, signed: false }))).toContain('Couvert, sans contrat signé');
    expect(render(coverageBadge({ covered: false, signed: false }))).toContain('Sans couverture');
  });
});

describe('values', () => {
  const cell = (more: Partial<IndicatorCell>): IndicatorCell => IndicatorCell.fromPartial(more);
  test.each([
    [{ state: 'number', value: 0 }, 'persons', '0'], [{ state: 'number', value: 1234.4 }, 'count', '1\u202f234'], [{ state: 'number', value: 61.25 }, 'percent', '61,3'],
    [{ state: 'masked', maskedBecause: 'below-threshold' }, 'persons', 'secret'], [{ state: 'none' }, 'persons', 'n.r.'], [{ state: 'not-additive' }, 'days', 's.o.'],
  ])('given %j in %s, when it is shown, then it is %s', (more, unit, text) => { expect(valueText(cellValue(cell(more), unit))).toBe(text); });

  test('given what is masked, when it is shown, then the reason is there and no number', () => {
    expect(render(value(cellValue(cell({ state: 'masked', maskedBecause: 'complement', value: 7 }), 'persons')))).toMatch(/par différence/);
    expect(render(value(cellValue(cell({ state: 'masked', maskedBecause: 'complement', value: 7 }), 'persons')))).not.toContain('7');
    expect(rowValue({ state: 'masked', value: 7 }, 'persons')).toEqual({ kind: 'masked' });
  });

  test('given what is not a number, when it is shown, then each says why', () => {
    expect(['missing', 'not-applicable', 'narrative', 'awaited', 'not-asked', 'unmapped'].map((state) => rowValue({ state, value: undefined }, 'count')))
      .toEqual([{ kind: 'missing' }, { kind: 'notApplicable' }, expect.stringContaining('région'), expect.stringContaining('pas encore approuvée'), expect.stringContaining('Non demandée'), expect.stringContaining('rattaché')]);
  });

  test('given a target, when progress is told, then reached is said in words', () => {
    expect(render(progressBadge(1.04) as ReturnType<typeof coverageBadge>)).toContain('atteinte');
    expect(progressBadge(undefined)).toBe('—');
    expect([amountText(12.5, 'percent'), answeredText(cell({ answered: 12, missing: 1, awaited: 3 }))]).toEqual(['12,5 %', '12 sur 16']);
  });
});

test.each([[45, 'dans 45 jours'], [-3, 'depuis 3 jours'], [300, 'dans 9 mois'], [1461, 'dans 4 ans'], [undefined, '—']])('given %s days left, when they are told, then it is « %s »', (daysLeft, text) => {
  expect(daysLeftOf({ daysLeft })).toBe(text);
});

test('given a contract in preparation, when it is named, then by its shape and its services', () => {
  expect(contractName({ reference: '', title: '', shape: 'individual', services: [{ service: '1', name: 'CIHL' }] })).toBe('Contrat individuel en préparation (CIHL)');
});

test('given a submission after its date, when lateness is told, then one awaited says so', () => {
  expect([lateness(SubmissionRow.fromPartial({})), lateness(SubmissionRow.fromPartial({ lateDays: 12 })), lateness(SubmissionRow.fromPartial({ lateDays: 206, overdue: true }))]).toEqual(['—', '12 jours', '206 jours, pas encore transmise']);
});
