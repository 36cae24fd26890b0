import { names } from './names.ts';
import { meaningOf, readGrid } from './read.ts';

describe('what a typed cell means', () => {
  test.each([
    ['12,5', 'number', { kind: 'number', value: 12.5 }],
    ['1 234', 'number', { kind: 'number', value: 1234 }],
    ['0', 'number', { kind: 'number', value: 0 }],
    ['', 'number', { kind: 'unanswered' }],
    ['N.R.', 'number', { kind: 'missing' }],
    ['so', 'number', { kind: 'notApplicable' }],
    ['', 'missing', { kind: 'missing' }],
    ['', 'notApplicable', { kind: 'notApplicable' }],
  ] as const)('%j with the choice %s', (text, choice, meaning) => {
    expect(meaningOf({ text, choice })).toEqual(meaning);
  });

  test('a number beside the choice « n.r. » is not guessed at', () => {
    expect(meaningOf({ text: '12', choice: 'missing' })).toMatchObject({ kind: 'error', message: expect.stringContaining('« 12 »') as string });
    expect(meaningOf({ text: 'douze', choice: 'number' })).toMatchObject({ kind: 'error', message: expect.stringContaining('« douze »') as string });
  });
});

describe('reading a posted grid', () => {
  const rows = [{ id: 'a', outline: [] }, { id: 'b', outline: ['k'] }];

  test('lines that were not asked, and fields of the wrong type, are left aside', () => {
    const body = { [names.value('a')]: '12', [names.choice('a')]: 'number', [names.value('z')]: '9', [names.value('b')]: ['1', '2'], [names.outline('b', 'k')]: 'récit' };
    expect(readGrid(body, rows)).toEqual([{ id: 'a', typed: { choice: 'number', text: '12' }, outline: [] }, { id: 'b', outline: [{ key: 'k', text: 'récit' }] }]);
  });

  test('a save by script names its lines', () => {
    const body = { [names.value('a')]: '12', [names.outline('b', 'k')]: 'récit', [names.only]: 'a' };
    expect(readGrid(body, rows).map((row) => row.id)).toEqual(['a']);
  });
});
