import { describe, expect, test } from '@jest/globals';
import { Refusal, type Actor, type Day, type Instant } from '@cpom/kernel';
import { decideTargets, type SetTarget } from './commands.ts';
import { evolveTargets, noTargets, targetsOf, type Targets } from './contract.ts';

const actor: Actor = { actorId: 'p', role: 'dreets-agent', organisation: 'dreets-24' };
const now = '2026-01-01T00:00:00.000Z' as Instant;
const set = (more: Partial<SetTarget> = {}): SetTarget => ({ service: '732829320', indicator: 'TMS-01', year: 2026, value: 15, origin: 'contrat', contract: 'c', reason: '', ...more });
const when = (state: Targets, command: SetTarget): Targets => decideTargets(state, command, { now, today: '2026-01-01' as Day, actor, numeric: new Set(['TMS-01', 'TMS-02']) })
  .reduce((so, event) => evolveTargets(so, { stream: 's', version: 1, recordedAt: now, actor, event }), state);
const field = (state: Targets, command: SetTarget): string | undefined => {
  try { when(state, command); } catch (error) { if (error instanceof Refusal) return error.details[0]?.field; throw error; }
  return undefined;
};

describe('a target', () => {
  test('given one per indicator, year and service, then each is read apart', () => {
    const state = [set(), set({ year: 2027, value: 20 }), set({ indicator: 'TMS-02', value: 0 })].reduce(when, noTargets);
    expect([...targetsOf(state, 2026)].map(([code, { value }]) => [code, value])).toEqual([['TMS-01', 15], ['TMS-02', 0]]);
  });
  test('given a change, then a reason is asked and the former value stays readable; the same value again is no change', () => {
    const state = when(noTargets, set());
    expect(field(state, set({ value: 18 }))).toBe('reason');
    expect(when(state, set())).toBe(state);
    const changed = when(state, set({ value: 18, reason: 'Avenant n° 1' }));
    expect(changed.byLine.get('TMS-01 2026')?.map(({ value }) => value)).toEqual([15, 18]);
  });
  test.each<[string, Partial<SetTarget>]>([['service', { service: '123456789' }], ['indicator', { indicator: 'TMS-05' }], ['year', { year: 26 }], ['value', { value: -1 }], ['value', { value: Number.NaN }]])(
    'given a wrong %s, then it is named', (name, more) => { expect(field(noTargets, set(more))).toBe(name); });
});
