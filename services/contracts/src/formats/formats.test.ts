import { describe, expect, test } from '@jest/globals';
import { contractJsonSchema, parseContract, parseContracts } from './contract-file.ts';
import { columns } from './columns.ts';
import type { Problem } from './problems.ts';
import { toRequest } from './request.ts';
import { parseRows } from './rows.ts';

const problemsOf = (parsed: { ok: boolean; problems?: readonly Problem[] }): readonly Problem[] => parsed.problems ?? [];
const valueOf = <T>(parsed: { ok: true; value: T } | { ok: false; problems: readonly Problem[] }): T => {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

const file = {
  reference: '2021-2022', title: 'CPOM 2021-2022', shape: 'collective', expiresOn: '12/2022', provisional: true,
  parties: [{ organisation: '732829320', role: 'service' }, { organisation: 'dreets-24', role: 'authority' }, { organisation: 'carsat-cvl', role: 'fund' }],
  opinions: [{ body: 'gpro-24', givenOn: '15/12/2021' }], signatures: [{ organisation: 'dreets-24', signedOn: '10/02/2022', file: 'signe.pdf' }],
};

describe('a contract as JSON or YAML', () => {
  test('given French dates, a year as a number and nothing more than needed, when it is read, then the rest has its default', () => {
    const read = valueOf(parseContract({ ...file, effect: 'on-date', effectiveFrom: 2022 }));
    expect(read).toMatchObject({ effectiveFrom: '2022', expiresOn: '2022-12', opinions: [{ givenOn: '2021-12-15', kind: 'opinion', sense: 'not-stated' }], signatures: [{ signedOn: '2022-02-10' }] });
  });

  test('given many mistakes, when it is read, then all are told at once, each with its path, in French', () => {
    const read = parseContract({ ...file, reference: ' ', shape: 'autre', expiresOn: '31/02/2022', parties: [{ organisation: 'x', role: 'chef', nom: 'y' }], sheets: [{ title: 'T', theme: 'pdp', aims: [8] }], inconnu: 1 });
    expect(problemsOf(read).map((problem) => problem.place)).toEqual(['reference', 'shape', 'parties.0.role', 'parties.0', 'expiresOn', 'sheets.0.aims.0', 'fichier']);
    expect(problemsOf(read).at(-1)?.message).toBe('Champ inconnu : inconnu.');
    expect(problemsOf(read).find((problem) => problem.place === 'expiresOn')?.message).toContain('31/02/2022');
  });

  test.each([null, 'texte', 12, [], {}, { __proto__: null, reference: 1 }])('given %j, when it is read, then it is refused', (data) => {
    expect(parseContracts(data).ok).toBe(false);
  });

  test('given several contracts, when one is wrong, then it is said which one', () => {
    expect(problemsOf(parseContracts([file, { ...file, title: '' }]))).toEqual([{ contract: 2, place: 'title', message: 'Ce champ est obligatoire.' }]);
  });

  test('given the published schema, when it is read, then it says what is required and describes in French', () => {
    expect(contractJsonSchema()).toMatchObject({ type: 'object', required: ['reference', 'title', 'shape', 'parties'], properties: { reference: { description: expect.stringContaining('Référence') as unknown } } });
  });

  test('given a file that the contract names, when it was deposited, then the signature points at it; when not, it is said', () => {
    const read = valueOf(parseContract(file));
    const deposited = [{ name: 'signe.pdf', mediaType: 'application/pdf', size: 10, sha256: 'a'.repeat(64) }];
    expect(valueOf(toRequest(read, deposited))).toMatchObject({ documents: [{ id: 'file-1', kind: 'signed-scan', name: 'signe.pdf' }], signatures: [{ scan: 'file-1' }] });
    expect(problemsOf(toRequest(read, []))).toMatchObject([{ place: 'signatures.0.file' }]);
  });
});

describe('a spreadsheet, one line a contract', () => {
  const header = columns.map((column) => column.heading);
  const row = (cells: Readonly<Record<string, string>>): string[] => header.map((heading) => cells[heading] ?? '');
  const good = {
    Référence: '2021-2022', Titre: 'CPOM', Forme: 'Collectif', Services: '732 829 320 ; 775665615', DREETS: 'dreets-24', Caisses: 'carsat-cvl', Partenaires: 'drsm-cvl', 'Prise d\'effet': 'à la signature',
    Échéance: '2022', 'Échéance provisoire': 'oui', Avis: 'cratmp-24 07/12/2021 défavorable ; croct-24 12/2021 validation', Signatures: '10/02/2022', Thèmes: 'PDP ; intérim', Fichiers: 'cpom.pdf',
  };

  test('given a good line, when it is read, then it is a whole contract', () => {
    const [read] = valueOf(parseRows([header, row(good)]));
    expect(read).toMatchObject({ line: 2, file: {
      shape: 'collective', effect: 'at-signature', expiresOn: '2022', provisional: true,
      parties: [{ organisation: '732829320', role: 'service' }, { organisation: '775665615' }, { role: 'authority' }, { role: 'fund' }, { role: 'partner' }],
      opinions: [{ body: 'cratmp-24', givenOn: '2021-12-07', kind: 'opinion', sense: 'unfavourable' }, { body: 'croct-24', givenOn: '2021-12', kind: 'validation', sense: 'not-stated' }],
      sheets: [{ theme: 'pdp' }, { theme: 'temporary-work' }], files: [{ name: 'cpom.pdf', kind: 'contract' }],
    } });
    expect(read?.file.signatures.map((one) => one.signedOn)).toEqual(['2022-02-10', '2022-02-10', '2022-02-10', '2022-02-10']);
  });

  test('given signatures one by one, when they are read, then each has its party, date and function', () => {
    const [read] = valueOf(parseRows([header, row({ ...good, Signatures: 'carsat-cvl 10/02/2022 Directrice des risques professionnels | dreets-24 02/2022' })]));
    expect(read?.file.signatures).toMatchObject([{ organisation: 'carsat-cvl', function: 'Directrice des risques professionnels' }, { organisation: 'dreets-24', signedOn: '2022-02' }]);
  });

  test('given columns in another order, without accents, and empty lines, when it is read, then it is the same', () => {
    const order = [...header].reverse();
    const cells = order.map((heading) => (good as Record<string, string>)[heading] ?? '');
    const plain = order.map((heading) => heading.normalize('NFD').replace(/\p{Diacritic}/gu, '').toUpperCase());
    expect(valueOf(parseRows([plain, order.map(() => ''), cells])).map((one) => one.line)).toEqual([3]);
  });

  test('given mistakes on several lines, when it is read, then all are told with their line and column', () => {
    const rows = [header, row({ ...good, Titre: '', Forme: 'mixte', Échéance: '31/02/2022' }), row(good), row({ ...good, Thèmes: 'jardinage', Signatures: 'carsat-cvl', 'Échéance provisoire': 'peut-être' })];
    expect(problemsOf(parseRows(rows)).map(({ line, place }) => [line, place])).toEqual([
      [2, 'Titre'], [2, 'Forme'], [2, 'Échéance'], [4, 'Échéance provisoire'], [4, 'Signatures'], [4, 'Thèmes'],
    ]);
  });

  test('given a column that is missing and one that is unknown, when it is read, then the header says both', () => {
    expect(problemsOf(parseRows([['Référence', 'Salaire'], ['a', 'b']])).map(({ line, place }) => [line, place])).toEqual([
      [1, 'Salaire'], [1, 'Titre'], [1, 'Forme'], [1, 'Services'], [1, 'DREETS'], [1, 'Caisses'],
    ]);
  });

  test('given nothing, when it is read, then it is refused', () => {
    expect(parseRows([]).ok).toBe(false);
    expect(parseRows([header]).ok).toBe(false);
  });
});
