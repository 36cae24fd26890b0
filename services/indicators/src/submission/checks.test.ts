import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { core } from '../catalogue/core.ts';
import { cell, complete, grid, opened, saved } from './kit.fixture.ts';
import { leftTo, messagesOf } from './left.ts';
import type { CheckMessage } from './messages.ts';
import { missing, notApplicable, number, type Value } from './value.ts';

const said = (...cells: readonly ReturnType<typeof cell>[]): readonly CheckMessage[] => messagesOf(saved(opened(), ...cells).state, new Map());
const about = (messages: readonly CheckMessage[], code: string) => messages.filter(({ indicator }) => indicator === code);

describe('subset', () => {
  test('given a "dont" above its parent, then it blocks and names both numbers', () => {
    expect(said(cell('PDP-C-02', 9), cell('PDP-C-02a', 12))).toEqual([{
      indicator: 'PDP-C-02a', severity: 'block', rule: 'subset', other: 'PDP-C-02',
      text: '12 « dont identifiés en maladie professionnelle » dépasse 9 « Salariés orientés vers une action de PDP ».',
    }]);
  });
  test('given the two "dont" that are siblings in the text, when one exceeds the other, then it asks why; when it exceeds the whole, it blocks', () => {
    expect(about(said(cell('PDP-C-02', 40), cell('PDP-C-02a', 9), cell('PDP-C-02b', 12)), 'PDP-C-02b')).toMatchObject([{ severity: 'explain', other: 'PDP-C-02a' }]);
    expect(about(said(cell('PDP-C-02', 10), cell('PDP-C-02a', 9), cell('PDP-C-02b', 12)), 'PDP-C-02b')).toMatchObject([{ severity: 'explain' }, { severity: 'block', other: 'PDP-C-02' }]);
  });
  test('given a middle line not known, then the chain still holds between the ends', () => {
    expect(about(said(cell('PDP-C-02', 5), cell('PDP-C-02a', missing), cell('PDP-C-02b', 6)), 'PDP-C-02b')).toMatchObject([{ severity: 'block' }]);
  });
  test('given equal numbers, or a parent not applicable, then nothing is said', () => {
    expect(said(cell('PDP-C-02', 9), cell('PDP-C-02a', 9))).toEqual([]);
    expect(said(cell('PDP-C-02', notApplicable), cell('PDP-C-02a', 9))).toEqual([]);
  });
});

describe('the other structures ask, they do not block', () => {
  test('given trials that exceed the workers directed, then it asks why: they may cross years', () => {
    expect(said(cell('PDP-C-02', 5), cell('PDP-C-03a', 6))).toMatchObject([{ rule: 'multi-choice', severity: 'explain' }]);
  });
  test('given several choices whose sum exceeds the parent, then nothing is said: there is no sum rule', () => {
    expect(said(cell('PDP-C-02', 10), cell('PDP-C-03a', 8), cell('PDP-C-03b', 8), cell('PDP-C-03c', 8))).toEqual([]);
  });
  test('given parts that do not make the whole, then it asks why and shows the addition', () => {
    expect(said(cell('TMS-03', 20), cell('TMS-03a', 8), cell('TMS-03b', 9))).toMatchObject([
      { indicator: 'TMS-03', rule: 'partition', severity: 'explain', text: '8 + 9 = 17, et non 20 « Entreprises accompagnées ».' }]);
  });
  test('given one of a twin without the other, then the one that is not there asks why', () => {
    expect(said(cell('TMS-01', 12), cell('TMS-01e', notApplicable))).toMatchObject([{ indicator: 'TMS-01e', rule: 'twin', severity: 'explain' }]);
    expect(said(cell('TMS-01', notApplicable), cell('TMS-01e', 120))).toMatchObject([{ indicator: 'TMS-01', rule: 'twin' }]);
    expect(said(cell('TMS-01', 12), cell('TMS-01e', 120))).toEqual([]);
  });
  test('given an outline with a heading left, then it is named', () => {
    const value: Value = { kind: 'narrative', texts: { number: '2', description: 'Aide à domicile', success: 'Oui', failure: '', employers: 'Oui', workers: 'Oui' } };
    expect(said(cell('PDP-B-02', value))).toMatchObject([{ rule: 'outline', severity: 'explain', text: expect.stringContaining("« Facteurs d'échec »") }]);
  });
  test('given a narrative without an outline, then any text will do', () => {
    expect(said(cell('PDP-C-05', { kind: 'narrative', texts: { '': 'Bilan.' } }))).toEqual([]);
  });
  test('given "non renseigné", then it asks why; given zero, it does not: zero is a number', () => {
    expect(said(cell('TMS-04', missing))).toMatchObject([{ rule: 'missing', severity: 'explain' }]);
    expect(said(cell('TMS-04', 0), cell('TMS-02', notApplicable))).toEqual([]);
  });
});

describe('a jump from last year', () => {
  const jump = (before: number, now: number): boolean =>
    messagesOf(saved(opened(grid, new Map([['TMS-04', number(before)]])), cell('TMS-04', now)).state, new Map([['TMS-04', number(before)]])).some(({ rule }) => rule === 'jump');
  test('given more than twice or less than half of at least 11, then it asks why', () => {
    expect([jump(11, 23), jump(30, 14), jump(0, 11), jump(11, 0)]).toEqual([true, true, true, true]);
  });
  test('given exactly twice or half, or less than 11, then nothing is said', () => {
    expect([jump(11, 22), jump(30, 15), jump(2, 10), jump(10, 0)]).toEqual([false, false, false, false]);
  });
});

describe('any numbers', () => {
  const numeric = core.filter(({ unit, reporter }) => unit !== 'narrative' && reporter !== 'computed' && unit !== 'boolean');
  test('given a "dont" that blocks, when it exceeds its parent, then something is left to do; and only then does anything block', () => {
    fc.assert(fc.property(fc.array(fc.nat(30), { minLength: numeric.length, maxLength: numeric.length }), (numbers) => {
      const { state } = saved(opened(core), ...numeric.map((line, index) => cell(line.code, numbers[index] ?? 0)));
      const blocked = new Set(messagesOf(state, new Map()).filter(({ severity }) => severity === 'block').map(({ indicator }) => indicator));
      for (const line of numeric) {
        const of = (code: string): number => { const value = state.cells.get(code)?.value; return value?.kind === 'number' ? value.number : Infinity; };
        const strict = (line.relation === 'subset' || line.relation === 'partition') && line.severity === 'block';
        if (strict && line.reporter === 'spsti' && of(line.code) > of(line.parent)) expect(blocked).toContain(line.code);
        if (line.relation === '' || line.relation === 'twin' || line.relation === 'multi-choice') expect(blocked).not.toContain(line.code);
      }
    }), { numRuns: 60 });
  });
  test('given a partition, then it is silent exactly when the parts make the whole', () => {
    fc.assert(fc.property(fc.nat(50), fc.nat(50), fc.nat(100), (a, b, whole) => {
      const asks = said(cell('TMS-03', whole), cell('TMS-03a', a), cell('TMS-03b', b)).some(({ rule, severity }) => rule === 'partition' && severity === 'explain');
      expect(asks).toBe(a + b !== whole);
    }));
  });
});

test('given every line answered in agreement, then nothing is left', () => {
  expect(leftTo(complete(opened()).state, 'spsti', new Map())).toEqual([]);
});
