import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse } from 'yaml';
import { columns } from '../../services/contracts/src/formats/columns.ts';
import { parseContracts } from '../../services/contracts/src/formats/contract-file.ts';
import { toRequest } from '../../services/contracts/src/formats/request.ts';
import { parseRows } from '../../services/contracts/src/formats/rows.ts';

/** The page about the reprise shows files that can be copied: they are read here as the import reads them. */

const page = await readFile(new URL('../../docs/reprise.md', import.meta.url), 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
const readDemo = (name: string): Promise<string> => readFile(new URL(`../../services/instance/demo-data/${name}`, import.meta.url), 'utf8');
const rowsOf = (text: string): string[][] => parseCsv(text, { delimiter: ';', bom: true });

describe('docs/reprise.md', () => {
  test('given the YAML model, when it is read, then it is a contract without a problem', () => {
    const read = parseContracts(parse(block('yaml')));
    expect(read).toMatchObject({ ok: true, value: [{ effectiveFrom: '2019-01', signatures: { length: 3 }, sheets: { length: 1 } }] });
    expect(read.ok && read.value[0] && toRequest(read.value[0], []).ok).toBe(true);
  });

  test('given the CSV model, when it is read, then each line is a contract', () => {
    const read = parseRows(rowsOf(block('csv')));
    expect(read).toMatchObject({ ok: true, value: [{ line: 2, file: { effectiveFrom: '2014', signatures: { length: 3 } } }, { line: 3, file: { opinions: { length: 2 }, signatures: { length: 4 } } }] });
  });

  test('given the columns of the format, when the table is read, then it names them all, in order, with what they ask', () => {
    const table = page.split('\n').filter((line) => /^\| .* \| (oui)? ?\|/.test(line)).map((line) => line.split('|').map((cell) => cell.trim()).slice(1, 4));
    expect(table).toEqual(columns.map(({ heading, required, help }) => [heading, required ? 'oui' : '', help]));
  });
});

describe("the demonstration's files", () => {
  test.each(['24/contrat-2021-2022.yaml', '11/contrats-acms.yaml'])('given %s, when it is read, then nothing is wrong', async (name) => {
    expect(parseContracts(parse(await readDemo(name)))).toMatchObject({ ok: true });
  });

  test.each(['93/contrats.csv', '94/contrats.csv'])('given %s, when it is read, then it holds four contracts, known to the year', async (name) => {
    expect(parseRows(rowsOf(await readDemo(name)))).toMatchObject({ ok: true, value: [{ file: { effectiveFrom: '2014', expiresOn: '2018' } }, { file: {} }, { file: {} }, { file: { effectiveFrom: '2020' } }] });
  });
});
