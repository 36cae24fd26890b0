import { contentsOf } from './containers.ts';
import { exampleYaml } from './example.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const jsonOf = async (name: string, text: string): Promise<unknown> => {
  const contents = await contentsOf({ name, bytes: bytes(text) });
  return 'json' in contents ? JSON.parse(contents.json) : contents.rows;
};

describe('a file that tells of existing contracts', () => {
  test('given the example offered for download, when it is read, then it is one contract with its parties', async () => {
    expect(await jsonOf('exemple.yaml', exampleYaml('dreets-24'))).toMatchObject({ format: 'cpom-contrat/1', parties: [{ organisation: '123456782' }, { organisation: 'dreets-24' }, {}], sheets: [{ aims: [7] }] });
  });

  test('given numbers without quotes, when YAML is read, then a SIREN keeps its zeros and legal aims stay numbers', async () => {
    expect(await jsonOf('a.yml', 'parties:\n  - organisation: 005520135\nsheets:\n  - aims: [1, 7]\nexpiresOn: 2022')).toEqual({ parties: [{ organisation: '005520135' }], sheets: [{ aims: [1, 7] }], expiresOn: '2022' });
  });

  test('given several documents in one YAML file, when it is read, then they are a list', async () => {
    expect(await jsonOf('a.yaml', 'reference: a\n---\nreference: b')).toEqual([{ reference: 'a' }, { reference: 'b' }]);
  });

  test.each([['a.json', '{"reference": '], ['a.yaml', 'a: [1, 2\nb: }'], ['a.csv', 'a;b\n"c;d'], ['a.xlsx', 'PK but not a workbook'], ['a.doc', 'x']])('given %s that cannot be read, then it is refused beside the field', async (name, text) => {
    await expect(contentsOf({ name, bytes: bytes(text) })).rejects.toMatchObject({ code: 'invalid', details: [{ field: 'fichier' }] });
  });

  test('given unreadable YAML, then the line and the column are named', async () => {
    await expect(contentsOf({ name: 'a.yaml', bytes: bytes('a: 1\nb: [') })).rejects.toThrow(/ligne \d+, colonne \d+/);
  });

  test.each([['Référence;Titre\r\n"2021;22";É\r\n', [['Référence', 'Titre'], ['2021;22', 'É']]], ['\uFEFFRéférence\tTitre\na\tb', [['Référence', 'Titre'], ['a', 'b']]]])('a CSV is read whatever its separator: %j', async (text, rows) => {
    expect(await jsonOf('a.csv', text)).toEqual(rows);
  });

  test('given a CSV of Windows, when it is read, then its accents are right', async () => {
    const contents = await contentsOf({ name: 'a.csv', bytes: Buffer.from('R\u00e9f\u00e9rence;\u00c9ch\u00e9ance\n', 'latin1') });
    expect(contents).toEqual({ rows: [['Référence', 'Échéance']] });
  });
});
