import { readQuery, withQuery } from '../address.ts';
import { render } from '../html.ts';
import { table } from './table.ts';
import { emptyState } from './empty.ts';

const columns = [{ key: 'nom', head: 'Nom', sortable: true, cell: (row: string) => row }];
const model = { id: 't', caption: 'Contrats', noun: ['contrat', 'contrats'] as const, columns, address: { path: '/c', query: { q: 'été', page: '2', tri: 'nom' } } };

describe('a table', () => {
  test('sorting keeps the filters, turns the order round and goes back to the first page', () => {
    const page = render(table({ ...model, rows: ['a'], sort: { key: 'nom', descending: false } }));
    expect(page).toContain('href="/c?q=%C3%A9t%C3%A9&amp;tri=-nom"');
    expect(page).toContain('aria-sort="ascending"');
  });

  test('given 120 rows and the second page, then 120 are counted and three pages offered, filters kept', () => {
    const page = render(table({ ...model, rows: ['a'], total: 120, page: 2 }));
    expect(page).toContain('120 contrats');
    expect(page).toContain('href="/c?q=%C3%A9t%C3%A9&amp;page=3&amp;tri=nom"');
    expect(page).not.toContain('page=4');
  });

  test('given no row, then what to do first and by whom', () => {
    const page = render(table({ ...model, rows: [], empty: emptyState({ title: 'Aucun contrat', what: 'Préparez-en un.', who: 'La DREETS' }) }));
    expect(page).toContain('La DREETS');
    expect(page).not.toContain('<table');
  });

  test.each([[{ tri: '-nom', page: '3' }, { sort: { key: 'nom', descending: true }, page: 3, from: 100, limit: 50 }], [{ tri: '__proto__', page: '-1' }, { sort: undefined, page: 1, from: 0, limit: 50 }]])('the address %j is read', (query, reading) => {
    expect(readQuery(query, ['nom'])).toEqual(reading);
  });

  test('an empty filter leaves the address', () => {
    expect(withQuery({ path: '/c', query: { q: '', etat: ['a', 'b'] } })).toBe('/c?etat=a&etat=b');
  });
});
