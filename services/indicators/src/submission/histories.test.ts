import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Refusal, type Actor } from '@cpom/kernel';
import { SubmissionState } from '@cpom/proto/indicators/v1/events';
import type { SubmissionCommand } from './commands.ts';
import { evolveSubmission, noSubmission, type SubmissionEvent } from './contract.ts';
import { core } from '../catalogue/core.ts';
import type { Indicator } from '../catalogue/definition.ts';
import { agent, approved, cell, complete, director, fund, grid, lead, opened, opening, saved, signatory, when, type Told } from './kit.fixture.ts';
import { leftTo } from './left.ts';
import { publishedSubmission } from './published.ts';
import { empty, missing, notApplicable, number, numberOf, sameValue, type Value } from './value.ts';

const codes = grid.filter(({ unit }) => unit !== 'narrative').map(({ code }) => code);
const value: fc.Arbitrary<Value> = fc.oneof({ weight: 4, arbitrary: fc.nat(40).map(number) }, fc.constantFrom(missing, notApplicable, empty));
const save = fc.record({ code: fc.constantFrom(...codes), value, why: fc.constantFrom('', 'Voir le rapport.') })
  .map(({ code, value: to, why }): [Actor, SubmissionCommand] => [lead, { kind: 'save', cells: [cell(code, to, why)] }]);
const step = fc.constantFrom<[Actor, SubmissionCommand]>(
  [director, { kind: 'submit', reason: '' }], [director, { kind: 'recall', reason: 'revoir' }], [agent, { kind: 'finish-check' }], [fund, { kind: 'finish-check' }],
  [agent, { kind: 'check', indicators: [] }], [fund, { kind: 'return', indicator: 'TMS-04', reason: 'revoir' }], [agent, { kind: 'return', indicator: 'PDP-C-02a', reason: 'revoir' }],
  [agent, { kind: 'approve' }], [signatory, { kind: 'reopen', reason: 'erreur' }], [agent, { kind: 'note-progress' }],
);
const life = fc.array(fc.oneof({ weight: 1, arbitrary: save }, { weight: 2, arbitrary: step }), { maxLength: 25 });

/** A refused command changes nothing. */
function attempt(told: Told, [who, command]: [Actor, SubmissionCommand]): Told {
  try { return when(told, who, command); } catch (error) { if (error instanceof Refusal) return told; throw error; }
}

const child = (told: Told, code: string): number => numberOf(told.state.cells.get(code)?.value) ?? -1;
const whole = (told: Told, code: string): number => numberOf(told.state.cells.get(code)?.value) ?? Infinity;
const inclusionsHold = (told: Told): boolean =>
  [['PDP-C-02a', 'PDP-C-02'], ['PDP-C-02b', 'PDP-C-02'], ['PDP-C-04a', 'PDP-C-04'], ['TMS-03a', 'TMS-03'], ['TMS-03b', 'TMS-03']]
    .every(([part = '', all = '']) => child(told, part) <= whole(told, all));

describe('any life of a submission', () => {
  test('given any commands in any order, then nothing is submitted or approved while a "dont" exceeds its parent or a line has no answer', () => {
    fc.assert(fc.property(life, (commands) => {
      let told = complete(opened());
      for (const command of commands) {
        told = attempt(told, command);
        if (['submitted', 'checking', 'checked', 'approved'].includes(told.state.phase)) {
          expect(inclusionsHold(told)).toBe(true);
          expect(leftTo(told.state, 'spsti', new Map()).filter(({ why }) => why !== 'returned')).toEqual([]);
        }
      }
    }), { numRuns: 150 });
  });

  test('given any commands, then the history of each cell is a chain that ends at its value', () => {
    fc.assert(fc.property(life, (commands) => {
      const told = commands.reduce(attempt, opened());
      for (const [code, changes] of told.state.changes) {
        changes.reduce((before, change) => {
          expect(sameValue(change.before, before)).toBe(true);
          return change.after;
        }, empty as Value);
        expect(sameValue(changes.at(-1)?.after ?? empty, told.state.cells.get(code)?.value ?? empty)).toBe(true);
      }
    }), { numRuns: 100 });
  });

  test('given any commands, then replaying the facts gives the same state', () => {
    fc.assert(fc.property(life, (commands) => {
      const told = commands.reduce(attempt, complete(opened()));
      expect(told.facts.reduce(evolveSubmission, noSubmission)).toEqual(told.state);
    }), { numRuns: 40 });
  });
});

/** Everybody does what is left to them, in turn. */
function finish(told: Told): Told {
  const rounds: readonly [Actor, SubmissionCommand][] = [
    [director, { kind: 'submit', reason: '' }], [fund, { kind: 'finish-check' }], [agent, { kind: 'finish-check' }], [fund, { kind: 'finish-check' }], [agent, { kind: 'approve' }],
  ];
  const answer = (so: Told, line: Indicator): Told => {
    const who = line.reporter === 'fund' ? fund : lead;
    const text: Value = { kind: 'narrative', texts: Object.fromEntries((line.outline.length > 0 ? line.outline.map(({ key }) => key) : ['']).map((key) => [key, 'Texte.'])) };
    const entry = cell(line.code, line.unit === 'narrative' ? text : number(1), `Vérifié ${so.facts.length}.`);
    return attempt(so, [who, { kind: 'save', cells: [entry] }]);
  };
  return rounds.reduce(attempt, told.state.lines.reduce(answer, told));
}

describe('nobody is ever stuck', () => {
  const own = core.filter(({ code }) => code === 'TMS-F-01' || code === 'TMS-F-01a');
  const more = core.filter(({ theme, reporter }) => theme === 'CMR' || (theme === 'AT' && reporter === 'fund'));
  const added: [Actor, SubmissionCommand] = [agent, { ...opening([...grid, ...own, ...more]) }];
  const fills: [Actor, SubmissionCommand] = [fund, { kind: 'save', cells: own.map(({ code }) => cell(code, 4)) }];
  const returns: [Actor, SubmissionCommand] = [agent, { kind: 'return', indicator: 'TMS-F-01', reason: 'Quelle année ?' }];
  test('given any commands, lines of the fund and lines added on the way, when everybody does what is left, then it is approved', () => {
    const sent = attempt(complete(opened([...grid, ...own])), [director, { kind: 'submit', reason: '' }]);
    const back = attempt(sent, [fund, { kind: 'return', indicator: 'TMS-04', reason: 'revoir' }]);
    const done = [fills, [fund, { kind: 'finish-check' }] as [Actor, SubmissionCommand], [agent, { kind: 'finish-check' }] as [Actor, SubmissionCommand]].reduce(attempt, sent);
    const start = fc.constantFrom(complete(opened([...grid, ...own])), sent, back, done, attempt(done, [agent, { kind: 'return', indicator: 'TMS-02', reason: 'revoir' }]));
    fc.assert(fc.property(start, fc.array(fc.oneof(save, step, fc.constantFrom(added, fills, returns)), { maxLength: 12 }), (from, commands) => {
      const told = commands.reduce(attempt, from);
      const last = finish(finish(told));
      expect([last.state.phase, leftTo(last.state, 'spsti', new Map()), leftTo(last.state, 'fund', new Map())]).toEqual(['approved', [], []]);
    }), { numRuns: 150 });
  });
});

describe('what the nation hears', () => {
  const heard = (told: Told): SubmissionState[] => told.facts.flatMap((fact) =>
    publishedSubmission(told.state, fact).map((message) => SubmissionState.decode(message.payload)));
  const saying = (event: SubmissionEvent['type'], told: Told): boolean => told.facts.some((fact) => fact.event.type === event && publishedSubmission(told.state, fact).length > 0);

  test('given cells that are typed, then nothing is said of them', () => {
    const told = saved(opened(), cell('TMS-01', 3), cell('TMS-04', 7));
    expect(saying('CellSaved', told)).toBe(false);
    expect(heard(told)).toMatchObject([{ state: 'open', answered: 0, asked: 21, values: [] }]);
  });
  test('given progress noted, then a count is said, without any value; the same count again is no event', () => {
    const told = when(saved(opened(), cell('TMS-01', 3)), agent, { kind: 'note-progress' });
    expect(heard(told).at(-1)).toMatchObject({ answered: 1, values: [] });
    expect(when(told, agent, { kind: 'note-progress' }).facts).toHaveLength(told.facts.length);
  });
  test('given an approval, then values go with their states, core codes, targets and explanations, and no narrative text', () => {
    const told = approved(undefined, new Map([['TMS-01', 15]]));
    const last = heard(told).at(-1);
    expect(last?.values).toHaveLength(21);
    expect(last?.values.find(({ indicator }) => indicator === 'TMS-01')).toMatchObject({ state: 'number', number: 12, target: 15, coreCode: 'TMS-01', disclosure: 'establishments' });
    expect(last?.values.find(({ indicator }) => indicator === 'TMS-05')).toMatchObject({ state: 'narrative', number: undefined });
    expect(JSON.stringify(last)).not.toContain('Texte.');
  });
  test('given a reopening, while it is typed again, then the nation keeps what was approved', () => {
    const told = saved(when(approved(), signatory, { kind: 'reopen', reason: 'Erreur' }), cell('TMS-04', 99));
    expect(heard(told).at(-1)).toMatchObject({ state: 'reopened' });
    expect(heard(told).at(-1)?.values.find(({ indicator }) => indicator === 'TMS-04')).toMatchObject({ number: 10 });
  });
});
