import { describe, expect, test } from '@jest/globals';
import { day } from '@cpom/kernel';
import { after, drafted, heading, moved, opinion, organisations, parties, party, put, reached, recorded, refusal, serviceA, serviceB, sheet, term, withAccreditations, world } from '../kit.fixture.ts';
import { evaluateRules } from './evaluate.ts';
import { blocks, outcome, results, rule, toValidate } from './rules.fixture.ts';

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
