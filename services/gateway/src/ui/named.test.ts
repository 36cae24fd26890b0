import { describe, expect, test } from '@jest/globals';
import { checkboxesField, checkboxField, errorSummary, fieldGroup, html, radioField, render, selectField, textField } from './index.ts';
import { fieldNames } from './named.ts';

const options = [{ value: 'a', label: 'Option a' }];
const row = (number: number): ReturnType<typeof html> => html`<fieldset class="fr-fieldset"><legend class="fr-fieldset__legend">Indicateur ${number}</legend>
  ${textField({ name: `rows[${number - 1}][wording]`, label: 'Libellé au contrat', optional: true })}${textField({ name: `rows[${number - 1}][id]`, label: 'SIREN' })}</fieldset>`;
const fields = html`${fieldGroup('Identité', html`${textField({ name: 'name', label: 'Nom & sigle', hint: 'Comme au registre', optional: true })}${selectField({ name: 'kind', label: 'Type', options })}`)}
  ${radioField({ name: 'sense', label: 'Sens', options })}${checkboxesField({ name: 'aims', label: 'Objectifs', options, optional: true })}${checkboxField({ name: 'read', label: 'J’ai relu' })}${row(1)}${row(2)}`;

describe('what the fields of a form are called', () => {
  test('given every kind of field, then each is found by its name under its label, without its hint and without « facultatif »', () => {
    const names = fieldNames(fields);
    expect(['name', 'kind', 'sense', 'aims', 'read'].map((name) => names.get(name))).toEqual(['Nom & sigle', 'Type', 'Sens', 'Objectifs', 'J’ai relu']);
  });

  test('given rows that repeat, then the row comes first; an abbreviation keeps its capitals', () => {
    const names = fieldNames(fields);
    expect([names.get('rows[0][wording]'), names.get('rows[1][wording]'), names.get('rows[1][id]')]).toEqual(['Indicateur 1, libellé au contrat', 'Indicateur 2, libellé au contrat', 'Indicateur 2, SIREN']);
  });

  test('given two fields with the same fault, when the form comes back, then the summary says which', () => {
    const required = 'Ce champ est obligatoire.';
    const summary = render(errorSummary([{ field: 'name', message: required }, { field: 'rows[1][wording]', message: required }, { field: 'elsewhere', message: 'Autre chose.' }], undefined, fields) ?? html``);
    expect([...summary.matchAll(/<a [^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual(['Nom &amp; sigle : Ce champ est obligatoire.', 'Indicateur 2, libellé au contrat : Ce champ est obligatoire.', 'Autre chose.']);
  });
});
