import { describe, expect, test } from '@jest/globals';
import { core } from '../catalogue/core.ts';
import type { Indicator } from '../catalogue/definition.ts';
import { gridOf } from './grid.ts';
import { cell, fund, opened, when } from './kit.fixture.ts';
import { compute } from './ratio.ts';
import { inTreeOrder } from './tree.ts';
import { empty, missing, notApplicable, number, type Value } from './value.ts';

const line = (code: string): Indicator => core.find((indicator) => indicator.code === code) ?? ((): never => { throw new Error(code); })();
const rate = (above: Value, below: Value) => compute(line('TMS-F-03'), (code) => (code === 'TMS-03a' ? above : below), () => undefined).value;

describe('a ratio is computed, never typed', () => {
  test('given both numbers, then it is computed to two decimals and keeps what it is made of', () => {
    expect(compute(line('TMS-F-03'), (code) => number(code === 'TMS-03a' ? 1 : 3), () => undefined)).toEqual({ value: number(33.33), numerator: 1, denominator: 3 });
  });
  test('given workers directed last year, then those in work six months later are divided by them, not by this year\'s', () => {
    const now = (code: string): Value => number(code === 'PDP-P-01' ? 30 : 1_000);
    expect(compute(line('PDP-P-01r'), now, () => number(40)).value).toEqual(number(75));
    expect(compute(line('PDP-P-01r'), now, () => undefined).value).toEqual(missing);
  });
  test('given nothing to divide by, a part that is missing, or not answered yet, then it says which', () => {
    expect([rate(number(3), number(0)), rate(number(3), notApplicable), rate(missing, number(3)), rate(number(3), empty), rate(number(0), number(3))])
      .toEqual([notApplicable, notApplicable, missing, empty, number(0)]);
  });
});

test('given lines in any order, then each stands under what it is part of, and none is lost', () => {
  const order = inTreeOrder([...core].reverse());
  expect(order).toHaveLength(core.length);
  order.forEach(({ line: { parent }, depth }, index) => {
    if (parent === '') expect(depth).toBe(0);
    else expect(order.slice(0, index).findLast((other) => other.depth === depth - 1)?.line.code).toBe(parent);
  });
});

test('given a frequency index over a few employees, then it is computed and said to mean little; over enough, nothing is said', () => {
  const lines = core.filter(({ code }) => ['AT-F-01', 'AT-F-05', 'AT-F-02'].includes(code));
  const row = (employees: number) => gridOf(when(opened(lines), fund, { kind: 'save', cells: [cell('AT-F-01', 60), cell('AT-F-05', employees)] }).state, { actor: fund, previous: new Map(), proposals: new Map() })
    .find(({ line: { code } }) => code === 'AT-F-02');
  expect(row(2_000)).toMatchObject({ value: number(30), state: 'computed', messages: [{ severity: 'info', rule: 'small-base' }] });
  expect(row(3_000)).toMatchObject({ value: number(20), messages: [] });
});
