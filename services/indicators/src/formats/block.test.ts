import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { core } from '../catalogue/core.ts';
import { missing, notApplicable, number } from '../submission/value.ts';
import { readCsv, readPasted } from './block.ts';
import { readCell } from './cell.ts';
import { splitDelimited } from './csv.ts';

const lines = core.filter(({ theme }) => theme === 'TMS' || theme === 'PDP');

describe('one cell, as a French reader types it', () => {
  test.each([
    ['12,5', number(12.5)], ['1 234', number(1_234)], ['1\u202f234\u00a0567', number(1_234_567)], ['0', number(0)], ['85 %', number(85)],
    ['n.r.', missing], ['NR', missing], ['Non renseigné', missing], ['s.o.', notApplicable], ['Sans objet', notApplicable], [' ', { kind: 'empty' }],
  ])('given « %s »', (typed, value) => { expect(readCell(typed, 'count')).toEqual(value); });
  test.each(['31/02', '0x10', '1e3', '12 5', '$where', '{"$gt":0}', '=1+1', '<script>', 'douze'])('given « %s », then it is no number, and it says how to write one', (typed) => {
    expect(readCell(typed, 'count')).toMatchObject({ error: expect.stringContaining("n'est pas un nombre") });
  });
  test('given yes or no where a yes or no is asked, then it is one or zero', () => {
    expect([readCell('Oui', 'boolean'), readCell('non', 'boolean')]).toEqual([number(1), number(0)]);
  });
  test('given a social-security number, then it is refused without being repeated', () => {
    const read = readCell('1 85 05 78 006 084 91', 'narrative');
    expect(JSON.stringify(read)).toContain('sécurité sociale');
    expect(JSON.stringify(read)).not.toContain('006');
  });
});

describe('a pasted block', () => {
  test('given values alone, then they fill the grid downwards from the chosen line, blanks left as they are', () => {
    expect(readPasted(lines, '12\n1 300\n\n20\r\n', 'TMS-01').cells.map(({ indicator, value }) => [indicator, value])).toEqual([
      ['TMS-01', number(12)], ['TMS-01e', number(1_300)], ['TMS-03', number(20)]]);
  });
  test('given codes and values in any order, then each finds its line, with its explanation', () => {
    const { cells, errors } = readPasted(lines, 'TMS-04\t14\nPDP-C-01\tn.r.\tLogiciel changé\nX-1\t2\nTMS-02\tbeaucoup', '');
    expect(cells).toMatchObject([{ indicator: 'TMS-04' }, { indicator: 'PDP-C-01', value: missing, explanation: 'Logiciel changé' }]);
    expect(errors).toMatchObject([{ line: 3, column: 1 }, { line: 4, column: 2 }]);
  });
  test('given more values than lines, or a computed line, then the place is named', () => {
    expect(readPasted(lines, '50', 'TMS-F-03').errors).toMatchObject([{ line: 1, column: 1, text: expect.stringContaining('calculé') }]);
    expect(readPasted(lines.slice(0, 1), '1\n2', '').errors).toMatchObject([{ line: 2, column: 1, text: expect.stringContaining('dernière ligne') }]);
  });
});

describe('a CSV file', () => {
  test('given a heading, a byte-order mark, quotes and Windows line ends, then the values are read', () => {
    const { cells, errors } = readCsv(lines, '\ufeffcode;valeur;explication\r\nTMS-04;"1 234";"deux ""lots"" ;\nrapprochés"\r\nTMS-02;s.o.;\r\n');
    expect(errors).toEqual([]);
    expect(cells).toEqual([
      { indicator: 'TMS-04', value: number(1_234), explanation: 'deux "lots" ;\nrapprochés', origin: 'import' },
      { indicator: 'TMS-02', value: notApplicable, explanation: '', origin: 'import' },
    ]);
  });
  test('given an outline, then a single text does not answer it', () => {
    expect(readCsv(lines, 'PDP-B-02;Tout va bien').errors).toMatchObject([{ line: 1, column: 2, text: expect.stringContaining('rubrique par rubrique') }]);
  });
  test('given a line without value, then it says what is missing', () => {
    expect(readCsv(lines, 'TMS-04').errors).toMatchObject([{ line: 1, column: 2 }]);
  });
  test('given any fields, quoted as spreadsheets do, then splitting gives them back with their places', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ';', '"', '\n', ' ', 'é') });
    fc.assert(fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (table) => {
      const csv = table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(';')).join('\r\n');
      expect(splitDelimited(csv, ';').map((row) => row.map((field) => field.text))).toEqual(table);
    }));
  });
});
