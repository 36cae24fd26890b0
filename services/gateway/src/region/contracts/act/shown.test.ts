import { boxes, carried, input, placed, rowsAt, textAt } from './shown.ts';

const shown = { typed: { title: 'T', aims: ['1', '7'], one: 'x', rows: [{ code: 'a' }, { code: 'b' }] }, errors: [{ field: 'rows[1][code]', message: 'Non' }] };

describe('a form as it stands', () => {
  test('what was typed is found under the name of its input, however deep', () => {
    expect([textAt(shown, 'title'), textAt(shown, 'rows[1][code]'), textAt(shown, 'rows[9][code]'), textAt(shown, 'aims')]).toEqual(['T', 'b', '', '']);
    expect(boxes(shown, 'aims').values).toEqual(['1', '7']);
    expect(boxes(shown, 'one').values).toEqual(['x']);
    expect(rowsAt(shown, 'rows')).toHaveLength(2);
  });

  test('an error stands beside its input', () => {
    expect(input(shown, 'rows[1][code]')).toEqual({ name: 'rows[1][code]', value: 'b', error: 'Non' });
  });

  test('a form read again carries every value under the name it came with', () => {
    expect(carried(shown.typed)).toEqual([['title', 'T'], ['aims[]', '1'], ['aims[]', '7'], ['one', 'x'], ['rows[0][code]', 'a'], ['rows[1][code]', 'b']]);
  });

  test.each([['signature.signedOn', 'signedOn'], ['sheet.indicators.0.wording', 'indicators[0][wording]'], ['on', 'on']])("a service's %s belongs to %s", (field, name) => {
    expect(placed({ field, message: 'x' }).field).toBe(name);
  });
});
