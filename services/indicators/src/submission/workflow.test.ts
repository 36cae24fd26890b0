import { describe, expect, test } from '@jest/globals';
import type { Actor, Day, Fact, Instant } from '@cpom/kernel';
import { core } from '../catalogue/core.ts';
import { evolveSubmission, noSubmission, type SubmissionEvent } from './contract.ts';
import { judge } from './entry.ts';
import { agent, approved, cell, checked, complete, director, fund, lead, lock, nothing, opened, opening, refusal, saved, service, signatory, submitted, when, type Told } from './kit.fixture.ts';
import { countsOf, leftTo } from './left.ts';
import { missing, number } from './value.ts';

describe('opening', () => {
  test('given a service with lines, when the campaign opens, then each is asked once', () => {
    expect(countsOf(opened().state, 'spsti')).toEqual({ asked: 21, answered: 0 });
  });
  test('given an open campaign, when a second contract asks the same lines, then nothing is added; a new line is', () => {
    expect(when(opened(), agent, opening()).facts).toHaveLength(1);
    const more = when(opened(), agent, { ...opening(core.filter(({ code }) => ['TMS-01', 'CMR-01'].includes(code))), contracts: ['other'] });
    expect(more.state.lines.map(({ code }) => code)).toContain('CMR-01');
    expect(more.state.contracts).toEqual(['cvl-2021-2022', 'other']);
  });
  test('given nothing to ask, then it says what to do', () => {
    expect(refusal(() => when(nothing, agent, opening([]))).message).toContain('fiches action');
  });
});

describe('submitting', () => {
  test('given lines without answer, then what is left is counted in words', () => {
    expect(refusal(() => submitted(saved(opened(), cell('TMS-01', 3)))).message).toBe('Il reste au service : 20 lignes sans réponse.');
  });
  test('given an inclusion that does not hold, then it is refused until it does', () => {
    const wrong = saved(complete(opened()), cell('PDP-C-04a', 31));
    expect(refusal(() => submitted(wrong)).message).toBe('Il reste au service : 1 incohérence bloquante.');
    expect(submitted(saved(wrong, cell('PDP-C-04a', 30))).state.phase).toBe('submitted');
  });
  test('given a value to explain, when it is explained, then it goes; when the value changes, its explanation goes with the former one', () => {
    const asked = saved(complete(opened()), cell('TMS-03a', 11));
    expect(refusal(() => submitted(asked)).message).toContain('1 explication attendue');
    const explained = when(asked, lead, { kind: 'explain', indicator: 'TMS-03', explanation: 'Une entreprise a changé de cible.' });
    expect(submitted(explained).state.phase).toBe('submitted');
    expect(refusal(() => submitted(saved(explained, cell('TMS-03', 22)))).message).toContain('1 explication attendue');
  });
  test('given an action lead, then only the director of that very service may submit', () => {
    const told = complete(opened());
    expect(refusal(() => when(told, lead, { kind: 'submit', reason: '' })).message).toContain('direction du service');
    expect(refusal(() => when(told, { ...director, organisation: '552100554' }, { kind: 'submit', reason: '' })).code).toBe('rule');
  });
  test('given a submission, then a receipt keeps what was sent, and the cells are locked with the way out', () => {
    const told = submitted();
    expect(told.state.receipt).toMatchObject({ asked: 21, answered: 21, actor: director });
    expect(lock(told, 'TMS-01')).toContain('rappelez-la');
    expect(saved(told, cell('TMS-01', 99)).facts).toHaveLength(told.facts.length);
  });
});

describe('recalling', () => {
  test('given a submission nobody has looked at, when the director recalls it with a reason, then it is open again', () => {
    const told = when(submitted(), director, { kind: 'recall', reason: 'Un chiffre à revoir' });
    expect(told.state.phase).toBe('open');
    expect(lock(told, 'TMS-01')).toBeUndefined();
    expect(refusal(() => when(submitted(), director, { kind: 'recall', reason: ' ' })).details[0]?.field).toBe('reason');
  });
  test('given a check that has begun, then it cannot be recalled, and it says whom to ask', () => {
    const told = when(submitted(), fund, { kind: 'check', indicators: ['TMS-01'] });
    expect(refusal(() => when(told, director, { kind: 'recall', reason: 'x' })).message).toContain('demandez à la DREETS ou à la caisse');
  });
});

describe('checking, DREETS and fund in parallel', () => {
  test('given one side done, then the other is awaited; given both, then approval is awaited', () => {
    const one = when(submitted(), agent, { kind: 'finish-check' });
    expect(one.state.phase).toBe('checking');
    expect(refusal(() => when(one, agent, { kind: 'approve' })).message).toBe("La caisse n'a pas terminé son contrôle.");
    expect(when(one, fund, { kind: 'finish-check' }).state.phase).toBe('checked');
  });
  test('given a line returned with a reason, then only its family can be corrected, and the reason is read', () => {
    const told = when(submitted(), fund, { kind: 'return', indicator: 'PDP-C-04a', reason: 'La caisse en connaît 14' });
    expect(told.state.phase).toBe('returned');
    expect([lock(told, 'PDP-C-04a'), lock(told, 'PDP-C-04')]).toEqual([undefined, undefined]);
    expect(lock(told, 'TMS-01')).toContain('Seules les lignes renvoyées');
    expect(leftTo(told.state, 'spsti', new Map())).toMatchObject([{ indicator: 'PDP-C-04a', why: 'returned', text: 'Renvoyée : La caisse en connaît 14' }]);
    expect(refusal(() => when(submitted(), fund, { kind: 'return', indicator: 'TMS-01', reason: '' })).details[0]?.field).toBe('reason');
  });
  test('given a returned line, when it is sent again unchanged, then it is refused; corrected, then both sides look again', () => {
    const told = when(when(submitted(), agent, { kind: 'finish-check' }), fund, { kind: 'return', indicator: 'TMS-04', reason: 'Trop peu' });
    expect(refusal(() => submitted(told)).message).toContain('1 ligne renvoyée à corriger');
    const again = submitted(saved(told, cell('TMS-04', 14)));
    expect(again.state.checks).toMatchObject({ dreets: { state: 'started' } });
    expect(again.state.checks.dreets.lines.has('TMS-04')).toBe(false);
    expect(approved(checked(again)).state.phase).toBe('approved');
  });
  test('given a returned line whose number is right, when it is explained, then it counts as corrected', () => {
    const told = when(submitted(), agent, { kind: 'return', indicator: 'TMS-04', reason: 'Est-ce juste ?' });
    expect(submitted(when(told, lead, { kind: 'explain', indicator: 'TMS-04', explanation: 'Oui : vérifié.' })).state.phase).toBe('submitted');
  });
  test('given a corrected line that a checker looks at before it is sent again, then what it is tied to can still be explained, and it is sent', () => {
    const corrected = saved(when(submitted(), agent, { kind: 'return', indicator: 'PDP-C-02a', reason: 'À revoir' }), cell('PDP-C-02a', 0));
    const told = when(corrected, agent, { kind: 'check', indicators: [] });
    expect(leftTo(told.state, 'spsti', new Map())).toMatchObject([{ indicator: 'PDP-C-02b', why: 'to-explain' }]);
    expect([lock(told, 'PDP-C-02b'), lock(told, 'TMS-01')]).toEqual([undefined, expect.stringContaining('Seules les lignes renvoyées')]);
    expect(submitted(when(told, lead, { kind: 'explain', indicator: 'PDP-C-02b', explanation: 'Voir le rapport.' })).state.phase).toBe('submitted');
  });
  test('given a service, then it checks nothing', () => {
    expect(refusal(() => when(submitted(), lead, { kind: 'finish-check' })).message).toContain('revient à la DREETS et à la caisse');
  });
});

describe('approval, lock and reopening', () => {
  test('given both checks, when the DREETS approves, then everything is locked in words, for everybody', () => {
    const told = approved();
    expect(told.state.phase).toBe('approved');
    expect(lock(told, 'TMS-01')).toContain('approuvées et verrouillées depuis le 01/03/2023');
    expect(refusal(() => when(checked(), fund, { kind: 'approve' })).message).toBe('Cet acte revient à la DREETS.');
  });
  test('given an approved submission, then reopening needs the signatory and a reason, and what was approved stays', () => {
    expect(refusal(() => when(approved(), agent, { kind: 'reopen', reason: 'x' })).message).toContain('signe pour la DREETS');
    expect(refusal(() => when(approved(), signatory, { kind: 'reopen', reason: '' })).details[0]?.field).toBe('reason');
    const told = saved(when(approved(), signatory, { kind: 'reopen', reason: 'Erreur signalée' }), cell('TMS-04', 13));
    expect(told.state.phase).toBe('reopened');
    expect(told.state.cells.get('TMS-04')?.value).toEqual(number(13));
    expect(told.state.approved?.cells.get('TMS-04')?.value).toEqual(number(10));
    expect(approved(checked(submitted(told))).state.approved?.cells.get('TMS-04')?.value).toEqual(number(13));
  });
});

describe('saving cells', () => {
  const verdict = (told: Told, entry: ReturnType<typeof cell>, expectedVersion?: number) => judge(told.state, expectedVersion === undefined ? entry : { ...entry, expectedVersion }, 'spsti');
  test('given one wrong cell among many, then the others are saved and it says why', () => {
    const told = saved(opened(), cell('TMS-01', 3), cell('TMS-02', -1), cell('NONE', 1));
    expect([...told.state.cells.keys()]).toEqual(['TMS-01']);
    expect(verdict(told, cell('TMS-02', -1))).toMatchObject({ kind: 'refused', message: expect.stringContaining('négatif') });
    expect(verdict(told, cell('TMS-02', 1.5))).toMatchObject({ message: expect.stringContaining('nombres entiers') });
    expect(verdict(told, cell('TMS-02', Number.NaN))).toMatchObject({ kind: 'refused' });
    expect(verdict(told, cell('TMS-05', 3))).toMatchObject({ message: expect.stringContaining('attend un texte') });
  });
  test('given a cell changed since it was shown, then the later writer is told, and the same value again is no quarrel', () => {
    const told = saved(saved(opened(), cell('TMS-01', 3)), cell('TMS-01', 4));
    expect(verdict(told, cell('TMS-01', 5), 2)).toMatchObject({ kind: 'conflict' });
    expect(verdict(told, cell('TMS-01', 4), 2)).toEqual({ kind: 'unchanged' });
    expect(verdict(told, cell('TMS-01', 5), 3)).toMatchObject({ kind: 'saved' });
  });
  test('given a social-security number in a text, then it is refused and nothing of it is kept', () => {
    const told = saved(opened(), cell('TMS-05', { kind: 'narrative', texts: { '': 'Dossier 1 85 05 78 006 084 91 suivi' } }));
    expect(told.facts).toHaveLength(1);
    expect(JSON.stringify(verdict(told, cell('TMS-01', 1, '185057800608491')))).not.toContain('185057800608491');
  });
});

describe('the past, recorded as it was', () => {
  const past = { ...opening(), kind: 'record-past' as const, submittedOn: '2023-04', approvedOn: '2023-05', origin: 'fictif' };
  test('given values that would block, when they are recorded, then none blocks, and each check is still reported', () => {
    const told = when(nothing, agent, { ...past, cells: [cell('PDP-C-02', 9), cell('PDP-C-02a', 12)] });
    expect(told.state.phase).toBe('approved');
    expect(told.state.cells.get('PDP-C-02')?.origin).toBe('fictif');
    expect(leftTo(told.state, 'spsti', new Map()).some(({ why }) => why === 'blocked')).toBe(true);
    expect(refusal(() => when(told, agent, { ...past, cells: [] })).code).toBe('rule');
  });
  test('given what is no value at all, then the line is named', () => {
    expect(refusal(() => when(nothing, agent, { ...past, cells: [cell('PDP-C-02', -9)] })).details[0]?.field).toBe('PDP-C-02');
  });
});

test('given a due date postponed, then it needs a reason and only goes later', () => {
  expect(when(opened(), agent, { kind: 'postpone', dueOn: '2023-06-30' as Day, reason: 'Panne du logiciel métier' }).state.dueOn).toBe('2023-06-30');
  expect(refusal(() => when(opened(), agent, { kind: 'postpone', dueOn: '2023-04-01' as Day, reason: 'x' })).details[0]?.field).toBe('dueOn');
});

test('given an explanation erased by law, when the history is read again, then it says so and the number stays', () => {
  const by: Actor = agent;
  const told = saved(opened(), cell('TMS-04', missing, 'Logiciel changé'));
  const erased = told.facts.map((fact): Fact<SubmissionEvent> => (fact.event.type === 'CellSaved'
    ? { ...fact, event: { type: 'CellSaved', indicator: 'TMS-04', value: { kind: 'missing' }, origin: 'saisie' }, erased: { erasedAt: '2024-02-01T00:00:00.000Z' as Instant, by, reason: 'demande' } }
    : fact));
  const state = erased.reduce(evolveSubmission, noSubmission);
  expect(state.cells.get('TMS-04')).toMatchObject({ value: missing, explanation: '(texte effacé le 01/02/2024)' });
  expect(state.service).toBe(service);
});
