import type { RefusalDetail } from '@cpom/kernel';
import { attributes, classes, html } from '../html.ts';
import type { Content, Html } from '../html.ts';

/** What all fields have. Fields are required unless `optional`; `value` is what was typed, kept when refused. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: Content;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  readonly disabled?: boolean;
}

export interface TextField extends Field {
  readonly value?: string | undefined;
  readonly inputmode?: 'numeric' | 'decimal' | 'email' | 'search';
  readonly autocomplete?: string;
  readonly width?: 'short' | 'medium' | 'full';
  readonly maxlength?: number;
}

export const fieldId = (name: string): string => `champ-${name}`;

/** The message for one field among the details of a refusal. */
export const errorFor = (details: readonly RefusalDetail[], name: string): string | undefined =>
  details.find((detail) => detail.field === name)?.message;

export const hintText = (hint: Content): Html | undefined => (hint ? html`<span class="fr-hint-text">${hint}</span>` : undefined);

const messageId = (field: Field): string => `${fieldId(field.name)}-message`;

export const message = (field: Field): Html => html`<div class="fr-messages-group" id="${messageId(field)}">${field.error !== undefined && html`<p class="fr-message fr-message--error">${field.error}</p>`}</div>`;

export const legendText = (field: Field): Html => html`${field.label}${field.optional === true && ' (facultatif)'}${hintText(field.hint)}`;

export const common = (field: Field): Html => attributes({
  id: fieldId(field.name),
  name: field.name,
  'aria-describedby': messageId(field),
  'aria-invalid': field.error !== undefined && 'true',
  'aria-required': field.optional !== true && 'true',
  disabled: field.disabled,
});

export const group = (kind: 'input' | 'select' | 'upload', field: Field, control: Html): Html => html`<div class="${classes(`fr-${kind}-group`, field.error !== undefined && `fr-${kind}-group--error`, field.disabled && `fr-${kind}-group--disabled`)}">
  <label class="fr-label" for="${fieldId(field.name)}">${legendText(field)}</label>${control}${message(field)}</div>`;

/** One line of text. */
export const textField = (field: TextField): Html => group('input', field, html`<input class="${classes('fr-input', `app-width--${field.width ?? 'full'}`)}" type="text"${common(field)}${attributes({ value: field.value, inputmode: field.inputmode, autocomplete: field.autocomplete ?? 'off', maxlength: field.maxlength })}>`);

/** A date as a French reader types it; the server reads it with kernel's `parseFrenchDate`. */
export const dateField = (field: TextField & { readonly full?: boolean }): Html =>
  textField({ width: 'short', inputmode: 'numeric', ...field, hint: field.hint ?? (field.full === true ? 'Au format 31/12/2022' : '31/12/2022, ou 12/2022, ou 2022 si le jour n’est pas connu') });

/** Several lines of text. */
export const textArea = (field: TextField & { readonly rows?: number }): Html =>
  group('input', field, html`<textarea class="fr-input" rows="${field.rows ?? 5}"${common(field)}${attributes({ maxlength: field.maxlength })}>
${field.value ?? ''}</textarea>`);

/** A document to add; the form must be `multipart`. */
export const fileField = (field: Field & { readonly accept?: string; readonly maxMegabytes?: number; readonly multiple?: boolean }): Html =>
  group('upload', { ...field, hint: field.hint ?? `PDF, ODT, DOCX, XLSX ou image, ${field.maxMegabytes ?? 50} Mo au plus` },
    html`<input class="fr-upload" type="file"${common(field)}${attributes({ accept: field.accept ?? '.pdf,.odt,.docx,.xlsx,.png,.jpg,.jpeg', multiple: field.multiple })}>`);
