/** A field as a form has it. */
export interface Field {
  readonly name: string;
  readonly kind: string;
  /** What stands in it; for a box or a radio, its value. */
  readonly value: string;
  readonly checked: boolean;
  readonly options: readonly string[];
  readonly label: string;
  readonly isDate: boolean;
  readonly isNumber: boolean;
  /** Refused the last time. */
  readonly isWrong: boolean;
}

export interface PageForm {
  readonly action: string;
  readonly isMultipart: boolean;
  readonly fields: readonly Field[];
}

const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, unescaped(value)]));

const words = (html: string): string => unescaped(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();

const tag = /<(input|select|textarea|button)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*>/g;

const optionsIn = (html: string): { readonly value: string; readonly selected: boolean }[] =>
  [...html.matchAll(/<option((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*>/g)].map(([, text = '']) => attributesOf(text)).map((one) => ({ value: one.get('value') ?? '', selected: one.has('selected') }));

function fieldOf(element: string, attributes: ReadonlyMap<string, string>, after: string, labels: ReadonlyMap<string, string>): Field {
  const kind = element === 'input' || element === 'button' ? (attributes.get('type') ?? 'text') : element;
  const options = element === 'select' ? optionsIn(after.slice(0, after.indexOf('</select>'))) : [];
  const inside = element === 'textarea' ? unescaped(after.slice(0, after.indexOf('</textarea>')).replace(/^\n/, '')) : undefined;
  const label = labels.get(attributes.get('id') ?? '') ?? '';
  const inputMode = attributes.get('inputmode') ?? '';
  const isDate = inputMode === 'numeric' && /\d\d\/\d\d\/\d{4}|\d\d\/\d{4}/.test(label);
  return {
    name: attributes.get('name') ?? '', kind, label, isDate, checked: attributes.has('checked'),
    value: options.find(({ selected }) => selected)?.value ?? inside ?? attributes.get('value') ?? '',
    options: options.map(({ value }) => value), isNumber: !isDate && /numeric|decimal/.test(inputMode), isWrong: attributes.get('aria-invalid') === 'true',
  };
}

function fieldsIn(html: string): readonly Field[] {
  const labels = new Map([...html.matchAll(/<label[^>]*\bfor="([^"]*)"[^>]*>([\s\S]*?)<\/label>/g)].map(([, id = '', text = '']) => [id, words(text)]));
  return [...html.matchAll(tag)]
    .map((found) => ({ found, attributes: attributesOf(found[2] ?? '') }))
    .filter(({ attributes }) => attributes.has('name') && !attributes.has('disabled'))
    .map(({ found, attributes }) => fieldOf(found[1] ?? '', attributes, html.slice(found.index + found[0].length), labels));
}

/** The forms of a page that write something, besides the one that signs out. */
export const formsOf = (html: string): readonly PageForm[] =>
  [...html.matchAll(/<form((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*>([\s\S]*?)<\/form>/g)]
    .map(([, text = '', inside = '']) => ({ attributes: attributesOf(text), inside }))
    .filter(({ attributes }) => attributes.get('method') === 'post' && attributes.get('action') !== '/deconnexion')
    .map(({ attributes, inside }) => ({ action: attributes.get('action') ?? '', isMultipart: attributes.get('enctype') === 'multipart/form-data', fields: fieldsIn(inside) }));

/** What a page says, without its marks. */
export const saidBy = (html: string): string => words(/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html);
