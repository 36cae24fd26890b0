import { describe, expect, test } from '@jest/globals';
import { check, type Verdict } from './check.ts';
import type { Evidence, FoundCommit, FoundJournal } from './evidence.ts';
import type { Entry } from './ledger.ts';

const entry = (n: number, over: Partial<Entry> = {}): Entry => ({
  region: '24', service: 'contracts', stream: 'contract-a', cause: `cause-${n}`, kind: n === 1 ? 'draft' : 'set-term', value: `2030-01-0${n}`,
  sentAt: 2 * n, answeredAt: 2 * n + 1, tries: 1, answer: 'acknowledged', position: n, version: n, ...over,
});
const commit = (n: number, over: Partial<FoundCommit> = {}): FoundCommit => ({ position: n, stream: 'contract-a', cause: `cause-${n}`, from: n - 1, version: n, events: [`TermSet ${n}`], ...over });
const journal = (commits: readonly FoundCommit[], over: Partial<FoundJournal> = {}): FoundJournal => ({ name: '24/contracts', commits, faults: [], witnessed: true, ...over });
const rows = { contracts: new Map([['a', '2030-01-03']]), submissions: new Map<string, number>() };

/** A run in which all is well; each test falsifies one thing of it. */
const well: Evidence = {
  entries: [entry(1), entry(2), entry(3)], journals: [journal([commit(1), commit(2), commit(3)])],
  heard: [1, 2, 3].map((sequence) => ({ peer: '24', stream: 'contract-a', sequence, kind: 'heard' as const })),
  states: new Map([['24', { here: 'h', there: 'h' }]]), regionRows: new Map([['24', rows]]), nationRows: new Map([['24', rows]]),
  buses: [{ name: '24 bus', given: [1, 2, 1, 2, 3], said: 3 }], held: [], contradictions: [], outOfOrder: [], endedAlone: [], unreported: [], troubles: [],
};
const none: Verdict = { lost: [], twice: [], disagree: [], unverified: [], order: [], hands: [], parked: [], unreported: [] };
const of = (over: Partial<Evidence>): Verdict => check({ ...well, ...over });
/** Only that figure is raised. */
const only = (name: keyof Verdict, verdict: Verdict, ...sayings: readonly string[]): void => {
  expect({ ...verdict, [name]: [] }).toEqual(none);
  expect(verdict[name]).toEqual(sayings.map((saying) => expect.stringContaining(saying)));
};

test('given a run in which all is well, then nothing is found', () => { expect(check(well)).toEqual(none); });

describe('given false evidence of a loss', () => {
  test('when an acknowledged command is absent, then it is lost, and so is what a reader should see', () => {
    const found = of({ journals: [journal([commit(1), commit(2)])] });
    only('lost', found, 'cause-3: acknowledged at 3, not there');
  });
  test('when it is elsewhere than was told, then it is lost', () => {
    only('lost', of({ entries: [entry(1), entry(2), entry(3, { position: 9 })] }), 'acknowledged as 9/3, found as 3/3');
  });
  test('when a command was never answered, or was refused without a reason, then it is told', () => {
    only('lost', of({ entries: [entry(1), entry(2), entry(3), entry(4, { answer: 'awaited' })] }), 'never answered');
    only('lost', of({ entries: [entry(1), entry(2), entry(3), entry(4, { answer: 'refused', refusal: 'non' })] }), 'refused without reason: non');
  });
  test('when a command was refused and yet done, then it is told', () => {
    expect(of({ entries: [entry(1), entry(2), entry(3, { answer: 'refused', kind: 'refused-on-purpose' })] }).lost).toEqual([expect.stringContaining('and done')]);
  });
  test('when what went with a restore is there all the same, then it is told; when it is absent, all is well', () => {
    expect(of({ entries: [entry(1), entry(2), entry(3, { gone: true })] }).lost).toEqual([expect.stringContaining('gone with a restore, and there')]);
    expect(of({ entries: [entry(1), entry(2), entry(3), entry(4, { gone: true })] })).toEqual(none);
  });
});

describe('given false evidence of something counted twice', () => {
  test('when a cause is there twice, then it is told', () => {
    only('twice', of({ journals: [journal([commit(1), commit(2), commit(3), commit(4, { cause: 'cause-3' })])], entries: [entry(1), entry(2), entry(3, { position: 4, version: 4 })] }), 'contract-a cause-3, 2 times');
  });
  test('when an effect is there twice under two causes, then it is told', () => {
    only('twice', of({ journals: [journal([commit(1), commit(2), commit(3, { events: ['TermSet 2'] })])] }), 'contract-a TermSet 2, 2 times');
  });
  test('when the nation shows another row than the region, or one more, or counts a submission twice, then it is told', () => {
    only('twice', of({ nationRows: new Map([['24', { ...rows, contracts: new Map([['a', '2030-01-02']]) }]]) }), '24 contract a: 2030-01-03, the nation 2030-01-02');
    only('twice', of({ nationRows: new Map([['24', { ...rows, contracts: new Map([...rows.contracts, ['b', '2031-01-01']]) }]]) }), '24 contract b: absent');
    only('twice', of({ nationRows: new Map([['24', { ...rows, submissions: new Map([['2015', 2]]) }]]) }), '24 submissions of 2015: absent, the nation 2');
  });
  test('when a repeated request was answered otherwise, then it is told', () => { only('twice', of({ contradictions: ['cause-1: 1/1, then 4/4'] }), 'then 4/4'); });
});

test('given two hashes that differ, or two that are empty, then the instances disagree', () => {
  only('disagree', of({ states: new Map([['24', { here: 'h', there: 'i' }]]) }), '24: collector h, gate i');
  only('disagree', of({ states: new Map([['24', { here: '', there: '' }]]) }), '24');
});

test('given a chain with a fault, or one that nobody witnesses, then it is unverified', () => {
  only('unverified', of({ journals: [journal([commit(1), commit(2), commit(3)], { faults: ['2: modifié'] })] }), '2: modifié');
  only('unverified', of({ journals: [journal([commit(1), commit(2), commit(3)], { witnessed: false })] }), 'without witness');
});

describe('given false evidence of order', () => {
  test('when positions or versions have a gap, then it is told', () => {
    expect(of({ journals: [journal([commit(1), commit(2), commit(3, { from: 3, version: 4 })])], entries: [entry(1), entry(2), entry(3, { version: 4 })] }).order).toEqual([expect.stringContaining('goes from 2 to 3')]);
    expect(of({ journals: [journal([commit(1), commit(2), commit(3, { position: 4 })])], entries: [entry(1), entry(2), entry(3, { position: 4 })] }).order).toEqual([expect.stringContaining('position 4 is number 3')]);
  });
  test('when a command was sent after a later version was answered, then its stream was reordered', () => {
    const [second, third] = [entry(2, { position: 3, version: 3, cause: 'cause-3', value: '2030-01-03' }), entry(3, { position: 2, version: 2, cause: 'cause-2', value: '2030-01-02' })];
    only('order', of({ entries: [entry(1), second, third] }), 'cause-2: sent after a later version');
  });
  test('when the nation hears a stream backward, then it is told; when it says that the region went back, all is well', () => {
    const back = { peer: '24', stream: 'contract-a', sequence: 2 };
    only('order', of({ heard: [...well.heard, { ...back, kind: 'heard' }] }), 'heard 2 after 3');
    expect(of({ heard: [...well.heard, { ...back, kind: 'rewound' }] })).toEqual(none);
    expect(of({ heard: [...well.heard, { ...back, sequence: 3, kind: 'withdrawn' }, { ...back, sequence: 1, kind: 'heard' }] })).toEqual(none);
  });
  test('when the bus gives what is new out of order, or lacks the last, then it is told', () => {
    for (const given of [[2, 1, 3], [1, 3, 2, 3]]) only('order', of({ buses: [{ name: '24 bus', given, said: 3 }] }), given.join(' '));
    for (const given of [[1, 2], [1, 2, 3, 2]]) only('order', of({ buses: [{ name: '24 bus', given, said: 3 }] }), 'ends with 2, the journal with 3');
    only('order', of({ outOfOrder: ['a group'] }), 'a group');
  });
  test('when what a killed process said is said again, and the bus has let go of its first time, then all is well', () => {
    for (const given of [[3, 2, 3], [2, 3, 1, 2, 3, 3], [3, 1, 2, 1, 2, 3]]) expect(of({ buses: [{ name: '24 bus', given, said: 3 }] })).toEqual(none);
  });
});

test('given a process that ended by itself, a trouble, a message held back or a restore badly reported, then each has its figure', () => {
  only('hands', of({ endedAlone: ['24 ended by itself'], troubles: ['not ready'] }), '24 ended', 'not ready');
  only('parked', of({ held: ['parked'] }), 'parked');
  only('unreported', of({ unreported: ['24: contract-a'] }), 'contract-a');
});
