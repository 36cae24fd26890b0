import { html as template, raw as trusted } from 'hono/html';

declare const brand: unique symbol;
/** Markup that is safe to send: every text put into it has been escaped. */
export type Html = object & { readonly [brand]: 'html' };
/** What may stand in a template: texts and numbers are escaped; `undefined`, `null` and `false` show nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

// What comes from JSON can claim `isEscaped: true`, but is never an instance of String.
function safe(value: Content): unknown {
  if (Array.isArray(value)) return value.map(safe);
  if (typeof value === 'object' && value !== null && !(value instanceof String)) throw new TypeError('Only texts, numbers and html may be shown');
  return value;
}

/** A template whose values are escaped, for text and for attributes between double quotes. Synchronous. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return template(strings, ...values.map(safe)) as unknown as Html;
}

/** The page as text, once it is complete. */
export const render = (page: Html): string => String(page);

const attributeName = /^[a-z][a-z-]*$/;

/** Attributes whose value is absent or false are left out; `true` writes the name alone. */
export function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): Html {
  return html`${Object.entries(values).map(([name, value]) => {
    if (!attributeName.test(name)) throw new TypeError(`Not an attribute: ${name}`);
    if (value === undefined || value === false) return undefined;
    const written = trusted(name) as unknown as Html;
    return value === true ? html` ${written}` : html` ${written}="${value}"`;
  })}`;
}

/** An address that a link may carry: ours, https or mail. Anything else (`javascript:`) leads nowhere. */
export function safeUrl(address: string): string {
  const text = address.trim();
  const ours = /^(?:[#?]|\/(?![/\\]))/.test(text) && !/[\n\r\t]/.test(text);
  return ours || /^(?:https?:\/\/|mailto:)/i.test(text) ? text : '#';
}

/** Class names that apply, without the absent ones. */
export const classes = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(' ');

/** Nothing at all. */
export const nothing: Html = html``;

/** Contents one after the other with a separator between them. */
export const join = (contents: readonly Content[], separator: Content): Html =>
  html`${contents.map((content, index) => (index === 0 ? content : [separator, content]))}`;
