import { Refusal, type RefusalDetail } from '@cpom/kernel';
import { z } from 'zod';
import type { TypedGroup } from './fields.ts';
import { isPlainName } from './names.ts';

// Schemas of pages are made for one request: compiling each (which also needs `eval`) costs more than reading it plainly.
z.config({ jitless: true });

/** A form that was read: its values, or all its errors at once; in both cases what was typed, to show it again. */
export type Form<T> =
  | { readonly ok: true; readonly value: T; readonly typed: TypedGroup }
  | { readonly ok: false; readonly errors: readonly RefusalDetail[]; readonly typed: TypedGroup };

/** The part of a zod issue that our words depend on. */
interface Issue {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly origin?: unknown;
  readonly maximum?: unknown;
  readonly minimum?: unknown;
}

/** Words for what a schema did not word itself. */
function frenchIssue(issue: Issue): string {
  if (issue.input === undefined || issue.input === '') return 'Ce champ est obligatoire.';
  if (issue.code === 'too_big' && issue.origin === 'string') return `Ce texte est trop long : ${String(issue.maximum)} caractères au plus.`;
  if (issue.code === 'too_big') return `Au plus ${String(issue.maximum)}.`;
  if (issue.code === 'too_small') return `Au moins ${String(issue.minimum)}.`;
  if (issue.code === 'invalid_value') return 'Choisissez une valeur de la liste.';
  if (issue.code === 'unrecognized_keys') return "Ce champ n'est pas attendu.";
  return "Cette valeur n'est pas correcte.";
}

/** `['rows', 0, 'code']` → `rows[0][code]`, the name of the input. */
const inputName = ([first = '', ...rest]: readonly PropertyKey[]): string =>
  String(first) + rest.map((part) => `[${String(part)}]`).join('');

const detailsOf = (issues: readonly z.core.$ZodIssue[]): RefusalDetail[] =>
  issues.flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({ field: inputName(path), message: issue.message }));
  });

type AnyObject = z.ZodObject<z.core.$ZodLooseShape>;

/** Holds a body against a schema; unknown fields are errors, whatever the schema says. */
export function parseForm<S extends AnyObject>(schema: S, body: unknown): Form<z.output<S>> {
  const typed = (typeof body === 'object' && body !== null ? body : {}) as TypedGroup;
  const parsed = schema.strict().safeParse(typed, { error: frenchIssue, reportInput: false });
  if (parsed.success) return { ok: true, value: parsed.data as z.output<S>, typed };
  return { ok: false, errors: detailsOf(parsed.error.issues), typed };
}

/** The values; refuses `invalid` with every field's error. For callers that do not show the form again (the REST API). */
export function requireForm<S extends AnyObject>(schema: S, body: unknown): z.output<S> {
  const form = parseForm(schema, body);
  if (form.ok) return form.value;
  throw new Refusal('invalid', 'Certains champs sont à corriger.', form.errors);
}

const strange = (message: string): Refusal => new Refusal('invalid', `${message} Repartez de la page précédente ou de l'accueil.`);

function plainParameters(url: string): TypedGroup {
  const found = Object.create(null) as TypedGroup;
  for (const [name, value] of new URL(url.replace(/^[/\\]+/, '/'), 'http://local').searchParams) {
    if (!isPlainName(name)) throw strange("L'adresse contient un paramètre interdit.");
    if (name in found) throw strange(`L'adresse contient deux fois le paramètre « ${name} ».`);
    if (value.trim() !== '') found[name] = value.normalize('NFC');
  }
  return found;
}

/** The parameters after `?`: one text each, no operator, no repeat, none unknown; an empty one counts as absent. */
export function parseQuery<S extends AnyObject>(schema: S, url: string): z.output<S> {
  const form = parseForm(schema, plainParameters(url));
  if (form.ok) return form.value;
  throw new Refusal('invalid', "L'adresse contient un paramètre inconnu ou incorrect.", form.errors);
}
