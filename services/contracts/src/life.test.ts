import { describe, expect, test } from '@jest/globals';
import type { ContractCommand } from './commands.ts';
import { after, document, drafted, heading, moved, opinion, parties, party, put, reached, recorded, refusal, serviceA, serviceB, sheet, signature, signed, term, world } from './kit.fixture.ts';
import { moves } from './commands/stages.ts';
import type { Stage } from './contract.ts';

const stages: readonly Stage[] = ['draft', 'negotiation', 'consultation', 'validated', 'signing', 'signed'];
const abandoned = () => after([moved('abandon', 'Sans objet')], world, reached('draft'));
const at = (stage: Stage) => (stage === 'abandoned' ? abandoned() : reached(stage));

describe('moves', () => {
  const pairs = moves.flatMap((move) => [...stages, 'abandoned' as const].map((stage) => [move.step, stage, move.from.includes(stage)] as const));

  test.each(pairs.filter(([, , allowed]) => !allowed))('%s: given a contract at %s, when it is asked, then it is refused with where it stands', (step, stage) => {
    expect(refusal(at(stage), moved(step, 'Motif'))).toMatchObject({ code: 'rule', message: expect.stringContaining('Le contrat est') as unknown });
  });

  test.each(pairs.filter(([step, stage, allowed]) => allowed && step !== 'validate' && stage !== 'validated'))(
    '%s: given a contract at %s, when it is asked, then it moves', (step, stage) => {
      const to = moves.find((move) => move.step === step)?.to;
      expect(after([moved(step, 'Motif')], world, at(stage)).contract.stage).toBe(to);
    });

  test.each(['return-to-negotiation', 'abandon'] as const)('%s: given no reason, when it is asked, then the field is named', (step) => {
    expect(refusal(reached('consultation'), moved(step)).details).toMatchObject([{ field: 'reason' }]);
  });

  test('given a day before the last stage, when it moves, then it is refused', () => {
    expect(refusal(reached('negotiation'), moved('open-consultation', '', '2026-01-09')).details).toMatchObject([{ field: 'on' }]);
  });

  test('given a day to come, when it moves, then it is refused', () => {
    expect(refusal(reached('negotiation'), moved('open-consultation', '', '2026-03-03')).details).toMatchObject([{ field: 'on' }]);
  });

  test('given signatures recorded, when it goes back to negotiation, then none is left: another text will be signed', () => {
    const told = after([signed(signature(serviceA)), moved('return-to-negotiation', 'Erreur dans une fiche')], world, reached('signing'));
    expect(told.contract.signatures).toEqual([]);
    expect(told.contract.stages.at(-1)).toMatchObject({ stage: 'negotiation', reason: 'Erreur dans une fiche' });
  });

  test('given a contract that went back, when its opinions stand, then it can be validated again', () => {
    const told = after([moved('return-to-negotiation', 'x'), moved('open-consultation'), moved('validate'), moved('open-signing')], world, reached('validated'));
    expect(told.contract.stage).toBe('signing');
  });
});

describe('what is fixed when', () => {
  const edits: readonly [string, ContractCommand][] = [
    ['describe', { kind: 'describe', heading: heading({ title: 'Autre' }), expectedVersion: 0 }],
    ['set-term', { kind: 'set-term', term: term(), expectedVersion: 0 }],
    ['add-party', { kind: 'add-party', party: party(serviceB, 'service') }],
    ['put-sheet', put(sheet())],
    ['remove-sheet', { kind: 'remove-sheet', sheet: 'sheet-1', reason: '' }],
  ];
  const fixed: readonly Stage[] = ['consultation', 'validated', 'signing', 'signed', 'abandoned'];

  test.each(edits.flatMap(([name, command]) => fixed.map((stage) => [name, stage, command] as const)))(
    '%s: given a contract at %s, when its text is changed, then it is refused with what to do', (_, stage, command) => {
      expect(refusal(at(stage), command)).toMatchObject({ code: 'rule', message: expect.stringMatching(/Reprenez|Rectifiez/) as unknown });
    });

  test.each(edits)('%s: given a negotiation, when the text is changed, then it is', (_, command) => {
    expect(after([command], world, reached('negotiation')).contract.version).toBeGreaterThan(reached('negotiation').contract.version);
  });

  test.each(edits)('%s: given no contract, when the text is changed, then it is not found', (_, command) => {
    expect(refusal(after([]), command).code).toBe('not-found');
  });

  test.each(['draft', 'negotiation', 'signed', 'abandoned'] as const)('given a contract at %s, when a signature is recorded, then it is refused', (stage) => {
    expect(refusal(at(stage), signed(signature(serviceA))).code).toBe('rule');
  });

  test.each(['draft', 'negotiation', 'abandoned'] as const)('given a contract at %s, when a body is asked, then it is refused', (stage) => {
    expect(refusal(at(stage), { kind: 'ask-opinion', opinion: opinion('crpst-24') }).code).toBe('rule');
  });

  test('given a signed contract, when a late opinion arrives, a document or a lead, then it is recorded', () => {
    const lead = { service: serviceA, function: 'Ergonome', personId: '', namedOn: '' };
    const told = after([recorded(opinion('croct-24')), { kind: 'attach-document', document: document() }, { kind: 'name-lead', sheet: 'sheet-1', lead }], world, reached('signed'));
    expect(told.contract).toMatchObject({ opinions: { length: 3 }, documents: [{ name: 'contrat.pdf', addedByRole: 'dreets-agent' }], sheets: [{ leads: [{ function: 'Ergonome', namedOn: '2026-03-02' }] }] });
  });

  test('given another change since the form was shown, when it is sent, then it is a conflict', () => {
    const told = reached('negotiation');
    const command = (version: number): ContractCommand => ({ kind: 'describe', heading: heading({ title: 'Autre' }), expectedVersion: version });
    expect(refusal(told, command(1)).code).toBe('conflict');
    expect(after([command(told.contract.version)], world, told).contract.heading.title).toBe('Autre');
  });
});

describe('signatures', () => {
  test('given one missing among all, when the others have signed, then it is not signed', () => {
    const told = after([signed(signature(serviceA)), signed(signature('carsat-cvl'))], world, reached('signing'));
    expect(told.contract.stage).toBe('signing');
  });

  test('given the last one, when it is recorded, then the contract is signed on the latest date', () => {
    const told = after([signed(signature(serviceA, { signedOn: '2026-03-02' })), signed(signature('dreets-24', { signedOn: '2026-02' })), signed(signature('carsat-cvl', { signedOn: '2026-03-01' }))], world, reached('signing'));
    expect(told.contract).toMatchObject({ stage: 'signed', stages: expect.arrayContaining([{ stage: 'signed', on: '2026-03-02', reason: '' }]) as unknown });
  });

  test('given a party that has signed, when it signs again, then it is refused', () => {
    expect(refusal(after([signed(signature(serviceA))], world, reached('signing')), signed(signature(serviceA))).code).toBe('rule');
  });

  test.each([['a stranger', serviceB], ['nobody', 'x']])('given %s, when it signs, then it is refused', (_, who) => {
    expect(refusal(reached('signing'), signed(signature(who))).code).toBe('rule');
  });

  test('given a partner, when all others have signed, then its signature is not awaited', () => {
    const told = reached('signed', { draft: [drafted({ parties: [...parties, party('drsm-cvl', 'partner')] }), put(sheet())] });
    expect(told.contract.stage).toBe('signed');
    expect(refusal(reached('signing', { draft: [drafted({ parties: [...parties, party('drsm-cvl', 'partner')] }), put(sheet())] }), signed(signature('drsm-cvl'))).code).toBe('rule');
  });

  test.each([['function', { function: '' }], ['function', { function: 'Mme Unetelle' }], ['signedOn', { signedOn: '' }], ['signedOn', { signedOn: '2026-03-03' }], ['capacity', { capacity: '' }], ['scan', { scan: 'document-9' }]])(
    'given a wrong %s, when it is recorded, then the field is named', (field, more) => {
      expect(refusal(reached('signing'), signed(signature(serviceA, more))).details).toMatchObject([{ field: `signature.${field}` }]);
    });
});

describe('withdrawal', () => {
  const collective = () => reached('signing', {
    draft: [drafted({ heading: heading({ shape: 'collective' }), parties: [...parties, party(serviceB, 'service')] }), put(sheet())],
    negotiation: [moved('open-negotiation', '', '2026-01-10'), { kind: 'override-rule', rule: 'national.individual', reason: 'Transition' }],
  });
  const withdraw = (organisation: string, reason = 'N\'est plus concerné'): ContractCommand => ({ kind: 'withdraw-party', organisation, on: '2026-03-01', reason });

  test('given the last signature awaited, when its party withdraws, then the contract is signed without it', () => {
    const told = after([signed(signature(serviceA)), signed(signature('dreets-24')), signed(signature('carsat-cvl')), withdraw(serviceB)], world, collective());
    expect(told.contract.stage).toBe('signed');
    expect(told.contract.parties.find((one) => one.organisation === serviceB)).toMatchObject({ withdrawnOn: '2026-03-01', withdrawnReason: 'N\'est plus concerné' });
  });

  test('given a party that signed, when it withdraws before the others have, then its signature goes with it', () => {
    expect(after([signed(signature(serviceB)), withdraw(serviceB)], world, collective()).contract.signatures).toEqual([]);
  });

  test.each([['the only fund', 'carsat-cvl'], ['the authority', 'dreets-24']])('given %s, when it withdraws from a fixed text, then it is refused', (_, who) => {
    expect(refusal(collective(), withdraw(who)).code).toBe('rule');
  });

  test('given no reason, a signed contract or a stranger, when one withdraws, then it is refused', () => {
    expect(refusal(collective(), withdraw(serviceB, '')).details).toMatchObject([{ field: 'reason' }]);
    expect(refusal(reached('signed'), withdraw(serviceA)).code).toBe('rule');
    expect(refusal(collective(), withdraw('x')).code).toBe('not-found');
  });
});

describe('opinions', () => {
  test('given a body that was asked, when it answers, then what was asked stays', () => {
    const told = after([{ kind: 'ask-opinion', opinion: opinion('cratmp-24', { askedOn: '2026-02-03', dueOn: '2026-03-01' }) }], world, reached('consultation'));
    const id = told.contract.opinions[0]?.id ?? '';
    expect(told.contract.opinions[0]).toMatchObject({ askedOn: '2026-02-03', givenOn: '', sense: '', bodyCode: 'cratmp' });
    const answered = after([recorded(opinion('cratmp-24', { id, askedOn: '', givenOn: '2026-02-20', sense: 'unfavourable', comment: 'Trop court' }))], world, told);
    expect(answered.contract.opinions).toMatchObject([{ id, askedOn: '2026-02-03', dueOn: '2026-03-01', sense: 'unfavourable', comment: 'Trop court' }]);
    expect(refusal(answered, recorded(opinion('cratmp-24', { id }))).code).toBe('rule');
  });

  test('given a body that is being asked, when it is asked again, then it is refused', () => {
    const ask: ContractCommand = { kind: 'ask-opinion', opinion: opinion('crpst-24') };
    expect(refusal(after([ask], world, reached('consultation')), ask).code).toBe('rule');
  });

  test.each([['sense', { sense: '' }], ['sense', { sense: 'oui' }], ['kind', { kind: '' }], ['givenOn', { givenOn: '' }], ['givenOn', { givenOn: '2026-01-01' }], ['givenOn', { givenOn: '2026-02-31' }], ['dueOn', { dueOn: '2026-01-01' }]])(
    'given a wrong %s, when it is recorded, then the field is named', (field, more) => {
      expect(refusal(reached('consultation'), recorded(opinion('crpst-24', more))).details).toMatchObject([{ field: `opinion.${field}` }]);
    });

  test('given no answer in time, when it is recorded, then no date is asked for', () => {
    expect(after([recorded(opinion('crpst-24', { sense: 'not-given-in-time', givenOn: '' }))], world, reached('consultation')).contract.opinions).toHaveLength(1);
  });
});

test('given a party of another kind than its role, when it is added, then the field is named', () => {
  expect(refusal(reached('negotiation'), { kind: 'add-party', party: party('carsat-cvl', 'service') }).details).toMatchObject([{ field: 'party.organisation' }]);
});

test('given a document that supports a signature, when it is detached, then it is refused', () => {
  const told = after([{ kind: 'attach-document', document: document() }], world, reached('signing'));
  const scan = told.contract.documents[0]?.id ?? '';
  expect(refusal(after([signed(signature(serviceA, { scan }))], world, told), { kind: 'detach-document', document: scan, reason: '' }).code).toBe('rule');
  expect(after([{ kind: 'detach-document', document: scan, reason: 'Doublon' }], world, told).contract.documents).toEqual([]);
});
