import { describe, expect, test } from '@jest/globals';
import type { Day, LegalDate } from '@cpom/kernel';
import { after, drafted, heading, moved, put, reached, serviceA, serviceB, sheet, term, withRunning, world, type Told, type World } from '../kit.fixture.ts';
import { evaluateRules } from './evaluate.ts';
import type { RunningContract } from './input.ts';
import { blocks, outcome, rule, toValidate } from './rules.fixture.ts';

describe('national rule sets', () => {
  const in2022: World = { ...world, today: '2022-03-02' };
  const past = (sheets: readonly ReturnType<typeof sheet>[], around: World = in2022): Told =>
    after([drafted({ on: '2022-01-05', heading: heading({ shape: 'collective' }), term: term({ expiresOn: '2022-12-31' }) }), ...sheets.map(put)], around);
  const running = (more: Partial<RunningContract>): RunningContract =>
    ({ id: 'other', shape: 'individual', services: [serviceA], themes: [], signed: true, effectiveFrom: '2020' as LegalDate, expiresOn: '2022' as LegalDate, ...more });

  test.each<[string, string, string[]]>([
    ['2015-01-01', '2014', []],
    ['2022-02-10', '2019-2021', ['national.pdp', 'national.theme']],
    ['2026-03-02', '2024', ['national.individual', 'national.pdp-cell']],
  ])('given the date %s, when rules are judged, then the set %s applies', (on, code, national) => {
    const told = after([drafted({ on })], { ...world, today: on });
    expect(evaluateRules(told.contract, world, on as Day).map((one) => one.code).filter((one) => one.startsWith('national.'))).toEqual(national);
  });

  test('given 2019/2021, when PDP or the second theme is missing, then each is reported', () => {
    const told = past([sheet({ theme: 'tms' })]);
    expect([outcome(told, 'national.pdp', in2022), outcome(told, 'national.theme', in2022)]).toEqual(['not-met', 'met']);
    const other = past([sheet()]);
    expect([outcome(other, 'national.pdp', in2022), outcome(other, 'national.theme', in2022)]).toEqual(['met', 'not-met']);
  });

  test.each(['tms', 'chemical', 'rps', 'road'])('given PDP and %s, when 2019/2021 is judged, then both are met', (theme) => {
    const told = past([sheet(), sheet({ theme })]);
    expect([outcome(told, 'national.pdp', in2022), outcome(told, 'national.theme', in2022)]).toEqual(['met', 'met']);
  });

  test('given themes in two running contracts of the service, when 2019/2021 is judged, then they are taken together', () => {
    const around = { ...in2022, running: [running({ themes: ['tms'] })] };
    expect(outcome(past([sheet()], around), 'national.theme', around)).toBe('met');
  });

  test.each<[string, Partial<RunningContract>]>([
    ['not signed', { signed: false }], ['expired', { expiresOn: '2021' as LegalDate }], ['of another service', { services: [serviceB] }], ['not begun', { effectiveFrom: '2023' as LegalDate }],
  ])('given another contract that is %s, when 2019/2021 is judged, then it does not count', (_, more) => {
    const around = { ...in2022, running: [running({ themes: ['tms'], ...more })] };
    expect(outcome(past([sheet()], around), 'national.theme', around)).toBe('not-met');
  });

  test('given 2024 and a collective contract, when it is validated, then it is blocked unless overridden with a reason', () => {
    const told = toValidate({ draft: [drafted({ heading: heading({ shape: 'collective' }) }), put(sheet())] });
    expect(blocks(told, 'national.individual')).toBe(true);
    const overridden = after([{ kind: 'override-rule', rule: 'national.individual', reason: 'Fusion en cours' }, moved('validate')], world, told);
    expect(overridden.contract.rules.find((one) => one.code === 'national.individual')).toMatchObject({ outcome: 'overridden', overrideReason: 'Fusion en cours' });
  });

  test('given 2024 and a former contract that runs beyond the effect, when it is judged, then the service is named', () => {
    const around = withRunning(running({ effectiveFrom: '2024-09-01' as LegalDate, expiresOn: '2027-12-31' as LegalDate }));
    expect(rule(reached('negotiation', {}, around), 'national.individual', around)).toMatchObject({ outcome: 'not-met', subjects: [serviceA] });
  });

  test('given 2024 and no composition of the PDP cell, when it is validated, then it is blocked', () => {
    expect(blocks(toValidate({ draft: [drafted({ heading: heading({ pdpCell: '' }) }), put(sheet())] }), 'national.pdp-cell')).toBe(true);
  });

  test('given a contract returned to negotiation after another generation began, when it is judged, then the one of today applies', () => {
    const told = reached('validated');
    const back = after([moved('return-to-negotiation', 'Avis de la caisse', '2026-03-02')], world, told);
    expect([back.contract.rules, back.contract.ruleSet]).toEqual([[], '']);
  });
});

describe('actions (D.4622-45, D.4622-46)', () => {
  const withSheet = (more: Parameters<typeof sheet>[0]): Told => toValidate({ draft: [drafted(), put(sheet(more))] });

  test.each([['sheets.aims', { aims: [] }], ['sheets.deadline', { deadline: '' }], ['sheets.indicators', { indicators: [] }], ['sheets.commitments', { commitments: [] }]])(
    '%s: given a sheet that lacks it under the 2024 rules, when it is validated, then it is blocked and the sheet named', (code, more) => {
      const told = withSheet(more);
      expect(blocks(told, code)).toBe(true);
      expect(rule(told, code)?.subjects).toEqual([told.contract.sheets[0]?.id]);
    });

  test.each([['sheets.targets', { indicators: [{ code: 'PDP-C-02', wording: '', action: '', hasTarget: false, target: '' }] }], ['sheets.leads', { leads: [] }]])(
    '%s: given a sheet that lacks it, when it is validated, then it is only warned', (code, more) => {
      expect(after([moved('validate')], world, withSheet(more)).contract.rules.find((one) => one.code === code)?.outcome).toBe('warned');
    });

  test('given no sheet at all, when it is validated, then it is blocked', () => {
    expect(blocks(toValidate({ draft: [drafted()] }), 'sheets.present')).toBe(true);
  });

  test('given the rules of 2014, when a sheet lacks its aims, then it is only warned', () => {
    const around = { ...world, today: '2015-06-01' };
    expect(outcome(after([drafted({ on: '2015-01-05' }), put(sheet({ aims: [] }))], around), 'sheets.aims', around)).toBe('warned');
  });
});

describe('what is only warned of', () => {
  test('given no follow-up arrangement (D.4622-46), when it is validated, then it is warned', () => {
    const told = after([moved('validate')], world, toValidate({ draft: [drafted({ heading: heading({ followUp: '' }) }), put(sheet())] }));
    expect(told.contract.rules.find((one) => one.code === 'follow-up.stated')?.outcome).toBe('warned');
  });

  test('given no convention of L.422-6 annexed and none said to be absent, when it is judged, then it is warned', () => {
    expect(outcome(after([drafted({ heading: heading({ noConvention: false }) })]), 'conventions.annexed')).toBe('warned');
  });
});
