import type { Field, PageForm } from './forms.ts';

/** What a test types into a field: undefined leaves it as it stands. */
export type Typing = (field: Field) => string | undefined;

export const isTyped = ({ kind }: Field): boolean => ['text', 'textarea', 'email', 'search', 'tel', 'url'].includes(kind);

function chosen(field: Field, already: ReadonlySet<string>): string | undefined {
  if (field.kind === 'select') return field.value || (field.options.find((option) => option !== '') ?? '');
  if (field.kind === 'radio') return field.checked || !already.has(field.name) ? field.value : undefined;
  if (field.kind === 'checkbox') return field.checked ? field.value : undefined;
  if (['file', 'submit', 'button'].includes(field.kind)) return undefined;
  return field.value;
}

/** What the form sends: what is typed, the first choice of each list, boxes as they stand. */
export function filled({ fields }: PageForm, typing: Typing): readonly (readonly [string, string])[] {
  const [pairs, already] = [[] as (readonly [string, string])[], new Set<string>()];
  const ticked = new Set(fields.filter(({ kind, checked }) => kind === 'radio' && checked).map(({ name }) => name));
  for (const field of fields) {
    if (field.kind === 'radio' && ticked.has(field.name) && !field.checked) continue;
    const value = isTyped(field) ? (typing(field) ?? field.value) : chosen(field, already);
    if (value === undefined) continue;
    already.add(field.name);
    pairs.push([field.name, value]);
  }
  return pairs;
}
