import type { RefusalDetail } from '@cpom/kernel';
import { errorFor, html, type Html } from '../../../ui/index.ts';
import type { Typed, TypedGroup } from '../../../web/fields.ts';
import type { Shown } from './types.ts';

const isGroup = (value: Typed | undefined): value is TypedGroup => typeof value === 'object' && !Array.isArray(value);

/** `rows[0][code]` → its value among what was typed. */
function valueAt(typed: TypedGroup, name: string): Typed | undefined {
  const path = name.split(/[[\]]+/).filter((part) => part !== '');
  return path.reduce<Typed | undefined>((at, part) => (Array.isArray(at) ? at[Number(part)] : isGroup(at) ? at[part] : undefined), typed);
}

/** The text of a field. */
export const textAt = ({ typed }: Pick<Shown, 'typed'>, name: string): string => {
  const value = valueAt(typed, name);
  return typeof value === 'string' ? value : '';
};

/** The values chosen under one name. */
export const textsAt = ({ typed }: Pick<Shown, 'typed'>, name: string): string[] => {
  const value = valueAt(typed, name);
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string');
  return typeof value === 'string' && value !== '' ? [value] : [];
};

/** The rows of a repeated part. */
export const rowsAt = ({ typed }: Pick<Shown, 'typed'>, name: string): readonly TypedGroup[] => {
  const value = valueAt(typed, name);
  return Array.isArray(value) ? value.filter((one): one is TypedGroup => isGroup(one)) : [];
};

/** Name, value and error of a field, for the components of a form. */
export const input = (shown: Shown, name: string): { name: string; value: string; error: string | undefined } =>
  ({ name, value: textAt(shown, name), error: errorFor(shown.errors, name) });

/** Name, chosen values and error of a list of boxes. */
export const boxes = (shown: Shown, name: string): { name: string; values: string[]; error: string | undefined } =>
  ({ name, values: textsAt(shown, name), error: errorFor(shown.errors, name) });

/** Name, state and error of one box. */
export const box = (shown: Shown, name: string): { name: string; checked: boolean; error: string | undefined } =>
  ({ name, checked: textAt(shown, name) !== '', error: errorFor(shown.errors, name) });

/** What was typed as hidden inputs, under the names it came with. */
export function carried(value: Typed, name = ''): [string, string][] {
  if (typeof value === 'string') return name === '' ? [] : [[name, value]];
  const entries = Array.isArray(value) ? value.map((one, index) => [typeof one === 'string' ? '' : String(index), one] as const) : Object.entries(value);
  return entries.flatMap(([key, inner]) => carried(inner, name === '' ? key : `${name}[${key}]`));
}

export const carriedInputs = (typed: TypedGroup): Html =>
  html`${carried(typed).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;

/** `signature.signedOn` → signedOn; `sheet.indicators.0.wording` → indicators[0][wording]: where a service's message belongs in our form. */
export function placed(detail: RefusalDetail): RefusalDetail {
  const [, first = detail.field, ...rest] = detail.field.split('.');
  return { field: first + rest.map((part) => `[${part}]`).join(''), message: detail.message };
}

/** A text of several lines is one field: what is wrong with a line stands beside it. */
export const onField = (typed: TypedGroup) => ({ field, message }: RefusalDetail): RefusalDetail => {
  const whole = field.replace(/\[\d+\]$/, '');
  return { field: typeof valueAt(typed, whole) === 'string' ? whole : field, message };
};
