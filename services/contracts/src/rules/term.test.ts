import { describe, expect, test } from '@jest/globals';
import { after, drafted, put, reached, refusal, serviceA, sheet, signature, signed, term, world, type Told } from '../kit.fixture.ts';
import { blocks, outcome, rule, toValidate } from './rules.fixture.ts';

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
