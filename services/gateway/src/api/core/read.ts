import { Refusal } from '@cpom/kernel';
import { z } from 'zod';
import type { Asked } from '../../site/asked.ts';
import { requireForm } from '../../web/forms.ts';
import { causeOf } from './cause.ts';
import type { Shape } from './endpoint.ts';

/** Names that the pages' addresses know and the API does not. */
const pagesOnly = { tri: z.never().optional(), page: z.never().optional(), fait: z.never().optional(), v: z.never().optional() };

/** The parts of the path; one that cannot be a name of anything is refused as not found. */
export function readParams(shape: Shape, asked: Asked): Record<string, unknown> {
  const typed = Object.fromEntries(Object.keys(shape).map((name) => [name, asked.param(name)]));
  const read = z.object(shape).safeParse(typed);
  if (read.success) return read.data;
  throw new Refusal('not-found', 'Cette adresse ne correspond à rien : un identifiant y est mal écrit.', read.error.issues.map(({ path }) => ({
    field: String(path[0] ?? ''), message: 'Cet identifiant est mal écrit.',
  })));
}

export const readQueryOf = (shape: Shape, asked: Asked): Record<string, unknown> => {
  const { tri: _tri, page: _page, fait: _fait, v: _v, ...rest } = asked.query({ ...pagesOnly, ...shape });
  return rest;
};

/** Bodies that came as a form have no prototype (see web/fields.ts); JSON objects have one. */
const isForm = (body: unknown): boolean => typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === null;

const notJson = (): Refusal => new Refusal('invalid', 'Envoyez un objet JSON, avec l’en-tête « Content-Type: application/json ».');
const notForm = (): Refusal => new Refusal('invalid', 'Envoyez un formulaire avec un fichier, avec l’en-tête « Content-Type: multipart/form-data ».');

/** The body held against its schema, and the cause under which it is recorded. Refuses `invalid` with every field's error. */
export function readBody(shape: Shape, asked: Asked, file: boolean, newCause: () => string): { readonly body: Record<string, unknown>; readonly cause: string } {
  const came = asked.body ?? {};
  if (typeof came !== 'object' || Array.isArray(came) || (!file && isForm(came))) throw notJson();
  if (file && !isForm(came)) throw notForm();
  return { body: requireForm(z.strictObject(shape), came), cause: causeOf(asked, newCause) };
}
