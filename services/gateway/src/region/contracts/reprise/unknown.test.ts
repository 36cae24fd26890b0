import { unknownIn } from './unknown.ts';

const knows = (id: string): boolean => ['732829320', 'dreets-24', 'carsat-cvl', 'gpro-cvl'].includes(id);

describe('organisations that the directory does not know', () => {
  test('given a table, then each is told by line and column, spaces in a SIREN apart', () => {
    const rows = [['Référence', 'Services', 'Caisses', 'Avis'], ['a', '732 829 320 ; 123456782', 'carsat-cvl', 'gpro-cvl 15/12/2014 favorable ; autre 2014']];
    expect(unknownIn({ rows }, knows).map(({ line, place, message }) => [line, place, message.slice(0, 14)])).toEqual([[2, 'Services', '« 123456782 » '], [2, 'Avis', '« autre » n’es']]);
  });

  test('given JSON, then each is told by contract and path', () => {
    const json = JSON.stringify([{ parties: [{ organisation: 'dreets-24' }] }, { parties: [{ organisation: 'x' }], opinions: [{ body: 'y' }] }]);
    expect(unknownIn({ json }, knows).map(({ contract, place }) => [contract, place])).toEqual([[2, 'parties.0.organisation'], [2, 'opinions.0.body']]);
  });

  test.each(['null', '12', '[]', '{"parties": 3}'])('given %s, then nothing is told here: the format says it', (json) => {
    expect(unknownIn({ json }, knows)).toEqual([]);
  });
});
