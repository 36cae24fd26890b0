import { describe, expect, test } from '@jest/globals';
import { day, type Day, type LegalDate } from '@cpom/kernel';
import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import { after, drafted, heading, moved, opinion, organisations, parties, party, put, reached, recorded, refusal, serviceA, serviceB, sheet, signature, signed, term, withAccreditations, withRunning, world, type Told, type World } from '../kit.ts';
import { evaluateRules } from './evaluate.ts';
import type { RunningContract } from './input.ts';

const results = (told: Told, around: World = world): RuleResult[] => evaluateRules(told.contract, around, day(around.today));
const rule = (told: Told, code: string, around: World = world): RuleResult | undefined => results(told, around).find((one) => one.code === code);
const outcome = (told: Told, code: string, around: World = world): string | undefined => rule(told, code, around)?.outcome;
const toValidate = (instead: Parameters<typeof reached>[1] = {}, around: World = world): Told =>
  after([recorded(opinion('crpst-24')), recorded(opinion('ars-24'))], around, reached('consultation', instead, around));
const blocks = (told: Told, code: string, around: World = world): boolean =>
  refusal(told, moved('validate'), around).details.some((detail) => detail.field === `rule.${code}`);

test('given a contract in order, when its rules are judged, then none stands against it', () => {
  expect(results(reached('signed')).filter((one) => !['met', 'not-applicable'].includes(one.outcome)).map((one) => one.code)).toEqual(['signatures.evidence']);
});

test('given any rule, when it is shown, then it says its article and what to do unless it is met', () => {
  for (const one of results(after([drafted({ parties: [], term: term({ expiresOn: '' }) })]))) {
    expect(one.article).not.toBe('');
    expect(one.text).toMatch(/\.$/);
    expect(one.whatToDo === '').toBe(one.outcome === 'met' || one.outcome === 'not-applicable');
  }
});

describe('parties (D.4622-44)', () => {
  test.each([['parties.service', serviceA], ['parties.authority', 'dreets-24'], ['parties.fund', 'carsat-cvl']])(
    '%s: given none, when it is validated, then it is blocked', (code, missing) => {
      const told = toValidate({ draft: [drafted({ parties: parties.filter((one) => one.organisation !== missing) }), put(sheet())] });
      expect(outcome(told, code)).toBe('not-met');
      expect(blocks(told, code)).toBe(true);
    });

  test('given two authorities, when it is judged, then twins are advised', () => {
    const told = after([drafted({ parties: [...parties, party('dreets-94', 'authority')] })]);
    expect(rule(told, 'parties.authority')).toMatchObject({ outcome: 'not-met', subjects: ['dreets-24', 'dreets-94'], overridable: false });
  });

  test('given an individual contract with two services, when it is validated, then it is blocked', () => {
    const told = toValidate({ draft: [drafted({ parties: [...parties, party(serviceB, 'service')] }), put(sheet())] });
    expect(blocks(told, 'parties.shape')).toBe(true);
  });

  test('given a collective contract, when it is judged, then the rule of the individual one does not apply', () => {
    expect(outcome(after([drafted({ heading: heading({ shape: 'collective' }), parties: [...parties, party(serviceB, 'service')] })]), 'parties.shape')).toBe('not-applicable');
  });

  test('given partners and other signatories, when it is judged, then they hinder nothing', () => {
    const told = after([drafted({ parties: [...parties, party('oppbtp', 'signatory'), party('drsm-cvl', 'partner')] })]);
    expect(['parties.service', 'parties.authority', 'parties.fund'].map((code) => outcome(told, code))).toEqual(['met', 'met', 'met']);
  });
});

describe('accreditation (D.4622-44, D.4622-49-1)', () => {
  const ended = { grantedOn: '2015-01-01', expiresOn: '2020-01-01', state: 'granted' };

  test('given an accreditation that ended, when it is validated, then it is blocked', () => {
    expect(blocks(toValidate({}, withAccreditations(ended)), 'accreditation.held', withAccreditations(ended))).toBe(true);
  });

  test('given none but an override with a reason, when it is validated, then it is, and the reason is shown', () => {
    const around = withAccreditations(ended);
    const told = after([{ kind: 'override-rule', rule: 'accreditation.held', reason: 'Dossier complet déposé' }], around, toValidate({}, around));
    const validated = after([moved('validate')], around, told);
    expect(validated.contract.stage).toBe('validated');
    expect(validated.contract.rules.find((one) => one.code === 'accreditation.held')).toMatchObject({ outcome: 'overridden', overrideReason: 'Dossier complet déposé', overriddenOn: '2026-03-02' });
  });

  test('given a renewal that is being examined, when it is judged, then it is met', () => {
    const around = withAccreditations({ ...ended, state: 'renewal-examined' });
    expect(outcome(reached('negotiation', {}, around), 'accreditation.held', around)).toBe('met');
  });

  test('given an accreditation that ends before the contract, when it is validated, then it is only warned', () => {
    const around = withAccreditations({ grantedOn: '2022', expiresOn: '2027-06-30', state: 'granted' });
    expect(outcome(after([moved('validate')], around, toValidate({}, around)), 'accreditation.covers', around)).toBe('warned');
  });

  test('given dates known to the year, when the effect falls in that year, then the accreditation is held', () => {
    const around = withAccreditations({ grantedOn: '2021', expiresOn: '2026', state: 'granted' });
    expect(outcome(reached('negotiation', {}, around), 'accreditation.held', around)).toBe('met');
  });
});

describe('opinions (L.4622-10, R.4641-21)', () => {
  const asked = (more: Parameters<typeof opinion>[1] = {}) => reached('consultation', {
    consultation: [moved('open-consultation', '', '2026-02-01'), recorded(opinion('ars-24')), { kind: 'ask-opinion', opinion: opinion('crpst-24', { givenOn: '', sense: '', askedOn: '2026-02-01', ...more }) }],
  });

  test('given a required body that was not asked, when it is validated, then it is blocked', () => {
    expect(blocks(reached('consultation'), 'opinion.crpst')).toBe(true);
    expect(blocks(reached('consultation'), 'opinion.ars')).toBe(true);
  });

  test('given a body asked whose delay runs, when it is validated, then it is blocked and the opinion is named', () => {
    const told = asked({ dueOn: '2026-04-01' });
    expect(blocks(told, 'opinion.crpst')).toBe(true);
    expect(rule(told, 'opinion.crpst')?.subjects).toEqual([told.contract.opinions.find((one) => one.body === 'crpst-24')?.id]);
  });

  test('given a delay that lapsed in silence, when it is validated, then it counts as given', () => {
    expect(after([moved('validate', '', '2026-03-02')], world, asked({ dueOn: '2026-03-01' })).contract.stage).toBe('validated');
  });

  test('given a delay that lapses after the date of validation, when that date is recorded later, then it had not', () => {
    expect(refusal(asked({ dueOn: '2026-02-28' }), moved('validate', '', '2026-02-20')).code).toBe('rule');
  });

  test.each(['unfavourable', 'with-reservations', 'no-quorum'])('given an opinion %s, when it is validated, then it is warned and does not block', (sense) => {
    const told = after([recorded(opinion('crpst-24', { sense })), recorded(opinion('ars-24')), moved('validate')], world, reached('consultation'));
    expect(told.contract.rules.find((one) => one.code === 'opinions.sense')).toMatchObject({ outcome: 'warned', subjects: ['crpst-24'] });
  });

  test.each(['not-stated', 'not-given-in-time'])('given an opinion %s, when it is validated, then it counts', (sense) => {
    const told = after([recorded(opinion('crpst-24', { sense })), recorded(opinion('ars-24')), moved('validate')], world, reached('consultation'));
    expect(told.contract.stage).toBe('validated');
  });

  test('given the former name of the body (GPRO), when it is judged, then it stands for the one of today', () => {
    expect(outcome(after([recorded(opinion('gpro-24'))], world, reached('consultation')), 'opinion.crpst')).toBe('met');
  });

  test('given an information only, when it is validated, then it is not an opinion', () => {
    expect(outcome(after([recorded(opinion('crpst-24', { kind: 'information' }))], world, reached('consultation')), 'opinion.crpst')).toBe('not-met');
  });

  test('given opinions in another order than usual, when it is validated, then the order does not matter', () => {
    expect(after([recorded(opinion('ars-24', { givenOn: '2026-02-05' })), recorded(opinion('crpst-24', { givenOn: '2026-02-03' })), moved('validate')], world, reached('consultation')).contract.stage).toBe('validated');
  });
});

describe('dates (D.4622-47)', () => {
  const withTerm = (more: Parameters<typeof term>[0]): Told => toValidate({ draft: [drafted({ term: term(more) }), put(sheet())] });

  test('given no expiry, when it is validated, then it is blocked', () => {
    expect(blocks(withTerm({ expiresOn: '' }), 'term.expiry')).toBe(true);
  });

  test('given an expiry before the effect, when it takes effect at signature, then it is blocked', () => {
    expect(blocks(withTerm({ expiresOn: '2026-01-31' }), 'term.order')).toBe(true);
  });

  test.each([['2031-03-02', 'met'], ['2031-03-03', 'not-met'], ['2031', 'met'], ['2031-04', 'not-met'], ['2032', 'not-met']])(
    'given a contract that would be signed today, when it expires in %s, then sixty months are %s', (expiresOn, expected) => {
      expect(outcome(withTerm({ expiresOn }), 'term.sixty')).toBe(expected);
    });

  test('given sixty months passed, when the last party signs, then the signature is refused and the expiry to choose is said', () => {
    const told = reached('signing', { draft: [drafted({ term: term({ effect: 'on-date', effectiveFrom: '2026-03-01', expiresOn: '2031-03-01' }) }), put(sheet())] });
    const longer = after([{ kind: 'rectify', correct: { kind: 'term', value: term({ effect: 'on-date', effectiveFrom: '2026-03-01', expiresOn: '2031-03-02' }) }, void: false, formerOrganisation: '', reason: 'Faute' }, signed(signature(serviceA)), signed(signature('dreets-24'))], world, told);
    expect(refusal(longer, signed(signature('carsat-cvl')))).toMatchObject({ code: 'rule', message: expect.stringContaining('01/03/2031') as unknown });
  });

  test('given an expiry « to fit the next generation », when it is validated, then a follow-up date is asked for', () => {
    expect(blocks(withTerm({ provisional: true }), 'term.provisional')).toBe(true);
    expect(outcome(withTerm({ provisional: true, followUpOn: '2029-06-30' }), 'term.provisional')).toBe('met');
  });

  test('given an effect earlier than the signature, when it is judged, then it is warned and not blocked', () => {
    const told = reached('signed', { draft: [drafted({ term: term({ effect: 'on-date', effectiveFrom: '2026-01-01' }) }), put(sheet())] });
    expect(told.contract.rules.find((one) => one.code === 'term.retroactive')?.outcome).toBe('warned');
  });

  test('given extensions past sixty months, when it is judged, then it is flagged and never blocks', () => {
    const told = { contract: { ...reached('signed').contract, term: term({ effect: 'on-date', effectiveFrom: '2014', expiresOn: '2021-06-30', extended: true }) }, facts: [] };
    expect(rule(told, 'term.extended')).toMatchObject({ outcome: 'warned', effect: 'flag', gates: [] });
    expect(outcome(told, 'term.sixty')).toBe('not-applicable');
  });
});

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

test.each(['parties.fund', 'term.sixty', 'opinion.crpst', 'sheets.targets', 'unknown'])('given %s, when it is overridden, then it is refused', (code) => {
  expect(['rule', 'not-found']).toContain(refusal(reached('consultation'), { kind: 'override-rule', rule: code, reason: 'Motif' }).code);
});

test('given no reason, when a rule is overridden, then the field is named', () => {
  expect(refusal(reached('negotiation'), { kind: 'override-rule', rule: 'national.individual', reason: ' ' }).details).toMatchObject([{ field: 'reason' }]);
});

test('given an override that is lifted, when it is validated, then the rule blocks again', () => {
  const told = after([{ kind: 'override-rule', rule: 'national.individual', reason: 'x' }, { kind: 'lift-override', rule: 'national.individual', reason: '' }], world, toValidate({ draft: [drafted({ heading: heading({ shape: 'collective' }) }), put(sheet())] }));
  expect(blocks(told, 'national.individual')).toBe(true);
});

test('given organisations that the directory has not said yet, when rules are judged, then ids stand for names', () => {
  expect(evaluateRules(reached('draft').contract, { organisations: new Map(), running: [] }, day('2026-03-02')).find((one) => one.code === 'accreditation.held')?.whatToDo).toContain(serviceA);
  expect(organisations.size).toBeGreaterThan(0);
});
