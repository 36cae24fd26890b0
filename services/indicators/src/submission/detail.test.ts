import { describe, expect, test } from '@jest/globals';
import { core } from '../catalogue/core.ts';
import { agent, approved, cell, checked, complete, director, fund, grid, opened, saved, signatory, submitted, when } from './kit.fixture.ts';
import { publishedDetail, submissionDetail } from './detail.ts';

const others = core.filter(({ reporter }) => reporter === 'fund').slice(0, 1);
const turns = (told: { readonly state: Parameters<typeof submissionDetail>[0] }): string[] => submissionDetail(told.state).awaited.map(({ side, act }) => `${side} ${act}`);

describe('whose turn it is', () => {
  test('given a campaign just opened, then every side that is asked something fills its lines', () => {
    expect(turns(opened())).toEqual(['spsti fill']);
    expect(turns(opened([...grid, ...others]))).toEqual(['spsti fill', ...others.map(() => 'fund fill')]);
  });
  test('given every line answered, when it is sent, then both sides check, from the moment it was sent', () => {
    expect(turns(complete(opened()))).toEqual([]);
    const sent = submitted();
    expect(submissionDetail(sent.state).awaited).toEqual([
      { side: 'dreets', act: 'check', since: sent.state.receipt?.at }, { side: 'fund', act: 'check', since: sent.state.receipt?.at },
    ]);
    expect(turns(when(sent, fund, { kind: 'finish-check' }))).toEqual(['dreets check']);
    expect(turns(checked())).toEqual(['dreets approve']);
    expect(turns(approved())).toEqual([]);
  });
  test('given values reopened, then the service corrects', () => {
    expect(turns(when(approved(), signatory, { kind: 'reopen', reason: 'Erreur' }))).toEqual(['spsti correct']);
  });
});

describe('lines sent back', () => {
  const back = when(submitted(), agent, { kind: 'return', indicator: 'TMS-04', reason: 'Vu avec Madame Untel : 4321 au lieu de 12' });
  test('given a line returned, then it is said by whom and to which side, without the reason', () => {
    const { returned } = submissionDetail(back.state);
    expect(returned).toMatchObject([{ indicator: 'TMS-04', reporter: 'spsti', returnedBy: 'dreets' }]);
    expect(JSON.stringify(submissionDetail(back.state))).not.toMatch(/Untel|4321/);
  });
  test('given it corrected and sent again, then it is said no more', () => {
    const again = when(saved(back, cell('TMS-04', 12)), director, { kind: 'submit', reason: '' });
    expect(submissionDetail(again.state).returned).toEqual([]);
  });
});

test('given what is typed, when it is saved, then nothing is said; a step is said to the instance only', () => {
  const told = saved(opened(), cell('TMS-01', 4_321));
  const said = told.facts.flatMap((fact) => publishedDetail(told.state, fact));
  expect(said.map(({ topic, audience }) => [topic, audience])).toEqual([['indicators', 'instance']]);
  expect(JSON.stringify(submissionDetail(told.state))).not.toContain('4321');
});
