import { render } from '../../../ui/index.ts';
import { changes } from './changes.ts';

const labels = { sense: 'Sens', givenOn: 'Rendu le', comment: 'Observations', actions: 'Actions' };
const words = { sense: { favourable: 'Favorable', unfavourable: 'Défavorable' } };
const first = { sense: 'favourable', givenOn: '', comment: 'a', actions: [{ letter: 'A', text: 'x' }] };
const told = (typed: Parameters<typeof changes>[1]): [string, string][] => changes({ labels, words, first }, typed).map(({ term, value }) => [term, typeof value === 'string' ? value : render(value as never)]);

describe('what a rectification changes', () => {
  test('given the same values, empty fields and rows apart, then nothing', () => {
    expect(told({ ...first, actions: [{ letter: 'A', text: 'x' }, { letter: '', text: '' }] })).toEqual([]);
  });

  test('given another sense and a date, then each with its former value in words', () => {
    expect(told({ ...first, sense: 'unfavourable', givenOn: '15/12/2021' })).toEqual([
      ['Sens', '<del>Favorable</del> devient <ins>Défavorable</ins>'], ['Rendu le', '<del>(vide)</del> devient <ins>15/12/2021</ins>'],
    ]);
  });

  test('given a row taken out, then the part is said to be modified', () => {
    expect(told({ ...first, actions: [] })).toHaveLength(1);
  });

  test('given markup in a text, then it is escaped', () => {
    expect(told({ ...first, comment: '<script>' })[0]?.[1]).not.toContain('<script>');
  });
});
