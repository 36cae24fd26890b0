import { describe, expect, test } from '@jest/globals';
import { core } from '../catalogue/core.ts';
import { agent, cell, checked, complete, fund, lock, opened, refusal, submitted, when, type Told } from './kit.fixture.ts';

describe('lines of the fund', () => {
  const lines = core.filter(({ code }) => ['TMS-01', 'TMS-01e', 'TMS-F-01', 'TMS-F-01a', 'TMS-F-03', 'TMS-03a', 'TMS-F-04', 'TMS-03'].includes(code));
  const sent = submitted(complete(opened(lines)));
  const fills = (told: Told, ...cells: readonly ReturnType<typeof cell>[]): Told => when(told, fund, { kind: 'save', cells });
  test('given lines of the fund, then the service neither fills them nor waits for them; the fund cannot finish without them', () => {
    expect(lock(sent, 'TMS-F-01')).toBe('Cette ligne est remplie par la caisse.');
    expect(lock(sent, 'TMS-F-03', 'fund')).toContain('calculée');
    expect(refusal(() => when(sent, fund, { kind: 'finish-check' })).message).toBe('Il reste à la caisse : 3 lignes sans réponse.');
    const filled = fills(sent, cell('TMS-F-01', 30), cell('TMS-F-01a', 12), cell('TMS-F-04', 100));
    expect(when(filled, fund, { kind: 'finish-check' }).state.checks.fund.state).toBe('finished');
  });
  test('given a line of the fund returned by the DREETS, then the fund corrects it without the service', () => {
    const filled = fills(sent, cell('TMS-F-01', 30), cell('TMS-F-01a', 12), cell('TMS-F-04', 100));
    const done = when(when(filled, fund, { kind: 'finish-check' }), agent, { kind: 'return', indicator: 'TMS-F-04', reason: 'Cible de 2021 ?' });
    expect(done.state.phase).toBe('checking');
    expect(lock(done, 'TMS-F-04', 'fund')).toBeUndefined();
    expect(refusal(() => when(done, agent, { kind: 'finish-check' })).message).toContain('pas encore corrigée');
    expect(checked(fills(done, cell('TMS-F-04', 120))).state.phase).toBe('checked');
  });
});
