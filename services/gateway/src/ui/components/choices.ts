import { attributes, classes, html } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { common, fieldId, group, hintText, legendText, message } from './fields.ts';
import type { Field } from './fields.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: Content;
  readonly disabled?: boolean;
}

export interface SelectField extends Field {
  readonly options: readonly Option[];
  readonly value?: string | undefined;
  /** First, empty choice: « Choisir un organisme ». */
  readonly prompt?: string;
}

const option = (item: Option, chosen: boolean): Html =>
  html`<option value="${item.value}"${attributes({ selected: chosen, disabled: item.disabled })}>${item.label}</option>`;

/** One among many. */
export const selectField = (field: SelectField): Html => group('select', field, html`<select class="fr-select"${common(field)}>
  ${field.prompt !== undefined && html`<option value="">${field.prompt}</option>`}${field.options.map((item) => option(item, item.value === field.value))}</select>`);

const fieldset = (field: Field, choices: Content): Html => html`<fieldset class="${classes('fr-fieldset', field.error !== undefined && 'fr-fieldset--error')}" id="${fieldId(field.name)}" tabindex="-1" aria-describedby="${fieldId(field.name)}-message">
  <legend class="fr-fieldset__legend fr-fieldset__legend--regular">${legendText(field)}</legend>${choices}${message(field)}</fieldset>`;

function choice(kind: 'radio' | 'checkbox', field: Field, item: Option, index: number, chosen: boolean): Html {
  const id = `${fieldId(field.name)}-${index}`;
  const box = attributes({ type: kind, id, name: field.name, value: item.value, checked: chosen, disabled: item.disabled ?? field.disabled });
  return html`<div class="fr-fieldset__element"><div class="fr-${kind}-group"><input${box}><label class="fr-label" for="${id}">${item.label}${hintText(item.hint)}</label></div></div>`;
}

/** One among few, all in view. */
export const radioField = (field: SelectField): Html =>
  fieldset(field, field.options.map((item, index) => choice('radio', field, item, index, item.value === field.value)));

/** Any number among few; the same name is sent once per chosen value. */
export const checkboxesField = (field: Field & { readonly options: readonly Option[]; readonly values?: readonly string[] }): Html =>
  fieldset(field, field.options.map((item, index) => choice('checkbox', field, item, index, field.values?.includes(item.value) === true)));

/** One thing that is so or not; sends `oui` when it is. */
export const checkboxField = (field: Field & { readonly checked?: boolean }): Html => html`<div class="${classes('fr-checkbox-group', field.error !== undefined && 'fr-checkbox-group--error')}">
  <input type="checkbox" value="oui"${attributes({ id: fieldId(field.name), name: field.name, checked: field.checked, disabled: field.disabled, 'aria-describedby': `${fieldId(field.name)}-message` })}>
  <label class="fr-label" for="${fieldId(field.name)}">${field.label}${hintText(field.hint)}</label>${message(field)}</div>`;

/** Fields that belong together, under one legend. */
export const fieldGroup = (legend: string, body: Html): Html =>
  html`<fieldset class="app-group"><legend><h2 class="fr-h5">${legend}</h2></legend>${body}</fieldset>`;
