import { expect, test } from '@jest/globals';
import { csvOf, everyRow } from './csv.ts';

const columns = [{ head: 'Nom', value: (row: { name: string; count: number }) => row.name }, { head: 'Part', value: (row: { name: string; count: number }) => row.count }];

test('given accents and a decimal, when the file is made, then a French spreadsheet opens it', () => {
  expect(csvOf(columns, [{ name: 'Île ; "bleue"', count: 12.5 }])).toBe('\ufeffNom;Part\r\n"Île ; ""bleue""";12,5\r\n');
});

test.each(['=1+1', '+33', '-2+3', '@SUM(A1)', '\tx'])('given %j typed by somebody, when the file is made, then it is no formula', (name) => {
  expect(csvOf(columns, [{ name, count: -3 }]).split('\r\n')[1]).toMatch(new RegExp(`^"?'.*;-3$`, 's'));
});

test('given more rows than a call gives, when all are read, then none is missing and none comes twice', async () => {
  const all = Array.from({ length: 1_203 }, (_, index) => index);
  expect(await everyRow((offset, limit) => Promise.resolve({ rows: all.slice(offset, offset + limit), total: all.length }))).toEqual(all);
});
