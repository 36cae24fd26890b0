import fc from 'fast-check';
import { z } from 'zod';
import { readFields } from './fields.ts';
import { parseForm, parseQuery, requireForm } from './forms.ts';
import { cause, checkbox, choice, count, day, decimal, legalDate, listOf, optional, optionalText, text } from './inputs.ts';

const schema = z.object({
  name: text(10), note: optionalText(5), on: day(), since: optional(legalDate()), share: decimal(), workers: count(),
  kind: choice(['individual', 'collective']), retro: checkbox(), roles: listOf(text()), rows: listOf(z.object({ code: text() }).strict()),
});
const form = (query: string) => parseForm(schema, readFields(new URLSearchParams(query)));
const good = 'name= Été &on=31/12/2022&share=12,5&workers=1 234&kind=individual';
const errorsOf = (query: string): Record<string, string> => {
  const read = form(query);
  return read.ok ? {} : Object.fromEntries(read.errors.map(({ field, message }) => [field, message]));
};

test('a good form gives its values, as French readers type them', () => {
  const read = form(`${good}&retro=on&roles=a&roles=b&rows[0][code]=x&note=&since=2021`);
  expect(read.ok && read.value).toEqual({
    name: 'Été', note: undefined, on: '2022-12-31', since: '2021', share: 12.5, workers: 1234,
    kind: 'individual', retro: true, roles: ['a', 'b'], rows: [{ code: 'x' }],
  });
});

test('what may be absent may be absent', () => {
  const read = form(good);
  expect(read.ok && [read.value.note, read.value.since, read.value.retro, read.value.roles, read.value.rows]).toEqual([undefined, undefined, false, [], []]);
});

test('all errors at once, each by its field, in French; what was typed is kept', () => {
  const query = 'name=&on=31/02/2022&share=douze&workers=1,5&kind=autre&since=2021-13&note=trop long&rows[0][code]=&rows[1][x]=1&inconnu=1';
  const read = form(query);
  expect(read.ok || read.typed['on']).toBe('31/02/2022');
  expect(errorsOf(query)).toEqual({
    name: 'Ce champ est obligatoire.',
    note: 'Ce texte est trop long : 5 caractères au plus.',
    on: "Cette date n'existe pas ou n'est pas complète. Écrivez-la ainsi : 31/12/2022.",
    since: "Cette date n'existe pas ou n'est pas lisible. Écrivez 31/12/2022, 12/2022 ou 2022.",
    share: "Ce n'est pas un nombre. Écrivez par exemple 12,5 ou 1 234.",
    workers: 'Écrivez un nombre entier, par exemple 1 234.',
    kind: 'Choisissez une valeur de la liste.',
    'rows[0][code]': 'Ce champ est obligatoire.',
    'rows[1][code]': 'Ce champ est obligatoire.',
    'rows[1][x]': "Ce champ n'est pas attendu.",
    inconnu: "Ce champ n'est pas attendu.",
  });
});

test('nothing sent: each field that must be there says so', () => {
  expect(Object.keys(errorsOf('')).toSorted()).toEqual(['kind', 'name', 'on', 'share', 'workers']);
  expect(new Set(Object.values(errorsOf('')))).toEqual(new Set(['Ce champ est obligatoire.']));
});

test.each([undefined, null, 'text', 12, []])('a body that is %j is no form', (body) => {
  expect(() => requireForm(schema, body)).toThrow('Certains champs sont à corriger.');
});

test('a list or a group where a text is expected is an error of that field', () => {
  expect(errorsOf(`${good.replace('name=', 'name[a]=')}`)).toEqual({ name: "Cette valeur n'est pas correcte." });
  expect(errorsOf(`${good}&name=b`)).toEqual({ name: "Cette valeur n'est pas correcte." });
});

test('whatever is sent, reading answers or refuses, and never touches prototypes', () => {
  const name = fc.stringMatching(/^(__proto__|constructor|a|\$where|toString)?(\[(__proto__|prototype|0|b|\$ne|)\]){0,4}$/);
  fc.assert(fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 8 }), (pairs) => {
    try {
      const read = readFields(pairs);
      expect(Object.getPrototypeOf(read)).toBeNull();
    } catch (error) {
      expect(error).toMatchObject({ name: 'Refusal' });
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  }), { numRuns: 500 });
});

describe('addresses', () => {
  const filters = z.object({ etat: choice(['signe', 'projet']).optional(), page: optional(count()), q: optionalText(50) });
  test('parameters are read; an empty one counts as absent', () => {
    expect(parseQuery(filters, '/contrats?etat=signe&page=2&q=')).toEqual({ etat: 'signe', page: 2, q: undefined });
    expect(parseQuery(filters, '//ailleurs/contrats')).toEqual({ etat: undefined, page: undefined, q: undefined });
  });
  test.each(['a[$where]=1', 'q[]=1', '__proto__=1', '__proto__[x]=1', 'constructor=1', '$where=1', 'q=1&q=2', 'inconnu=1', 'etat=autre', 'page=-1'])(
    '%s is refused', (query) => expect(() => parseQuery(filters, `/contrats?${query}`)).toThrow(expect.objectContaining({ code: 'invalid' })));
});

test.each(['', 'short', 'with space'.padEnd(20, ' x'), 'a'.repeat(65)])('%j is no cause', (typed) => {
  expect(cause().safeParse(typed).success).toBe(false);
});
