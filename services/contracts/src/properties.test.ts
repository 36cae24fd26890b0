import { expect, test } from '@jest/globals';
import { day, Refusal } from '@cpom/kernel';
import { ContractDetail, ContractState } from '@cpom/proto/contracts/v1/events';
import fc from 'fast-check';
import type { ContractCommand, Step } from './commands.ts';
import { noContract, type ContractFact } from './contract.ts';
import { after, agent, document, drafted, heading, opinion, parties, party, put, recorded, serviceA, serviceB, sheet, signature, signed, term, world, type Told } from './kit.fixture.ts';
import { evolve } from './evolve/index.ts';
import { nextSteps } from './next-steps.ts';
import { published } from './published.ts';
import { allSigned, signatories, signedOn } from './reading.ts';
import { evaluateRules } from './rules/evaluate.ts';
import { historyOf, rectificationsOf } from './sentences.ts';
import { intervalsOf } from './status.ts';

const organisation = fc.constantFrom(serviceA, serviceB, 'dreets-24', 'carsat-cvl', 'stranger');
const on = fc.constantFrom('', '2026-02-28', '2026-03-01', '2026-03', '2026');
const steps: readonly Step[] = ['open-negotiation', 'open-consultation', 'validate', 'open-signing', 'return-to-negotiation', 'abandon'];
const signatures = fc.record({ who: organisation, on }).map(({ who, on: signedAt }) => signature(who, { signedOn: signedAt }));

const command: fc.Arbitrary<ContractCommand> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), step: fc.constantFrom(...steps), on: fc.constant(''), reason: fc.constant('Motif') }) },
  { weight: 6, arbitrary: signatures.map(signed) },
  { weight: 2, arbitrary: organisation.map((who): ContractCommand => ({ kind: 'withdraw-party', organisation: who, on: '', reason: 'Motif' })) },
  { weight: 2, arbitrary: organisation.map((who): ContractCommand => ({ kind: 'add-party', party: party(who, who === serviceB ? 'service' : 'signatory') })) },
  { weight: 2, arbitrary: fc.record({ value: signatures, never: fc.boolean() }).map(({ value, never }): ContractCommand => ({ kind: 'rectify', correct: { kind: 'signature', value }, void: never, formerOrganisation: '', reason: 'Faute' })) },
  { weight: 1, arbitrary: fc.record({ former: organisation, who: organisation, never: fc.boolean() }).map(({ former, who, never }): ContractCommand => ({ kind: 'rectify', correct: { kind: 'party', value: party(who, 'signatory') }, void: never, formerOrganisation: former, reason: 'Faute' })) },
  { weight: 1, arbitrary: fc.constantFrom<ContractCommand>(recorded(opinion('crpst-24')), recorded(opinion('ars-24')), put(sheet()), { kind: 'attach-document', document: document() }, { kind: 'set-term', term: term({ expiresOn: '2027' }), expectedVersion: 0 }, { kind: 'describe', heading: heading({ title: 'Autre' }), expectedVersion: 0 }) },
);

/** Goes on with what is accepted; a refusal changes nothing. */
function run(commands: readonly ContractCommand[]): Told {
  const start = after([drafted({ parties: [...parties] }), put(sheet()), { kind: 'override-rule', rule: 'national.individual', reason: 'Essai' }]);
  return commands.reduce((told, one) => {
    try {
      return after([one], world, told);
    } catch (error) {
      if (error instanceof Refusal) return told;
      throw error;
    }
  }, start);
}

/** Chance alone seldom signs: runs begin at draft, up for signature, or with all signatures but one. */
const way: readonly ContractCommand[] = [
  ...(['open-negotiation', 'open-consultation'] as const).map((step): ContractCommand => ({ kind: 'move', step, on: '', reason: '' })),
  recorded(opinion('crpst-24')), recorded(opinion('ars-24')),
  ...(['validate', 'open-signing'] as const).map((step): ContractCommand => ({ kind: 'move', step, on: '', reason: '' })),
];
const almost: readonly ContractCommand[] = [...way, signed(signature(serviceA)), signed(signature('dreets-24'))];
const story = fc.tuple(fc.constantFrom<readonly ContractCommand[]>([], way, almost), fc.array(command, { maxLength: 20 })).map(([begun, more]) => run([...begun, ...more]));

test('given the stories that are told at random, when they end, then they have ended in every stage', () => {
  const ends = new Set(fc.sample(story, 250).map(({ contract }) => contract.stage));
  expect([...ends].sort()).toEqual(expect.arrayContaining(['abandoned', 'draft', 'negotiation', 'signed', 'signing']));
});

test('given any sequence of requests, when it is played, then no party signs twice, none signs that is not called to, and signed means by all', () => {
  fc.assert(fc.property(story, ({ contract }) => {
    const who = contract.signatures.map((one) => one.organisation);
    expect(new Set(who).size).toBe(who.length);
    const called = signatories(contract).map((one) => one.organisation);
    expect(who.every((one) => called.includes(one))).toBe(true);
    if (contract.stage === 'signed') expect([allSigned(contract), signedOn(contract) !== undefined]).toEqual([true, true]);
    if (contract.stage === 'signing') expect(allSigned(contract)).toBe(false);
    const ids = contract.parties.map((one) => one.organisation);
    expect(new Set(ids).size).toBe(ids.length);
  }), { numRuns: 250 });
});

test('given any sequence of requests, when it is read, then every reading answers and what is said in public can be read back', () => {
  const names = (id: string): string => id;
  fc.assert(fc.property(story, ({ contract, facts }) => {
    const rules = evaluateRules(contract, world, day(world.today));
    expect(nextSteps(contract, rules, names).filter((step) => step.main).length).toBeLessThanOrEqual(1);
    expect(historyOf(facts, names, new Map())).toHaveLength(facts.length);
    expect(rectificationsOf(contract, names)).toHaveLength(contract.rectifications.length);
    expect(intervalsOf(contract).length).toBeGreaterThan(0);
    for (const fact of facts) {
      for (const message of published(contract, fact)) {
        const read = message.audience === 'nation' ? ContractState.decode(message.payload) : ContractDetail.decode(message.payload);
        expect(read).toMatchObject({ id: 'c-1', stage: contract.stage });
      }
    }
  }), { numRuns: 60 });
});

test('given facts in any order, even of an unknown kind, when they are told, then evolve answers: it is total', () => {
  fc.assert(fc.property(story.chain(({ facts }) => fc.shuffledSubarray([...facts])), fc.boolean(), (facts, odd) => {
    const unknown = { stream: 'contract-c-1', version: 1, recordedAt: '2026-03-02T08:00:00.000Z', actor: agent, event: { type: 'FromTheFuture' } } as unknown as ContractFact;
    expect(() => [...facts, ...(odd ? [unknown] : [])].reduce(evolve, noContract)).not.toThrow();
  }), { numRuns: 100 });
});
