import { Refusal, type RefusalDetail } from '@cpom/kernel';
import type { z } from 'zod';
import { errorFor, errorSummary, form, html, notOffered, type Content, type Html, type Link, type Posting } from '../ui/index.ts';
import type { Asked } from '../site/asked.ts';
import { frame } from '../site/frame.ts';
import { pageAnswer, type Answer } from '../site/route.ts';
import type { Visit } from '../site/visit.ts';
import type { TypedGroup } from '../web/fields.ts';

/** What a field needs to be shown again: what was typed, and what is wrong with it. */
export interface Filled {
  text(name: string): string;
  error(name: string): string | undefined;
}

/** The parts of a field that come from what was typed. */
export const kept = (filled: Filled, name: string): { readonly name: string; readonly value: string; readonly error: string | undefined } => ({ name, value: filled.text(name), error: filled.error(name) });

/** One form with a page of its own. */
export interface FormPage<S extends z.ZodObject<z.core.$ZodLooseShape>> {
  readonly title: string;
  readonly lead?: Content;
  readonly breadcrumb: readonly Link[];
  readonly schema: S;
  readonly submit: string;
  readonly cancelHref: string;
  /** What the fields hold when the form is first shown. */
  readonly initial?: Readonly<Record<string, string>>;
  readonly before?: Html;
  readonly fields: (filled: Filled) => Html;
}

const textIn = (typed: Readonly<Record<string, unknown>>) => (name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
};

/** One message a field, the first: « obligatoire » says more than what follows from it. */
const firstOfEach = (details: readonly RefusalDetail[]): readonly RefusalDetail[] => details.filter(({ field }, index) => details.findIndex((one) => one.field === field) === index);

interface State {
  readonly typed: Readonly<Record<string, unknown>>;
  readonly details: readonly RefusalDetail[];
  readonly message?: string;
  readonly status: number;
}

function shown<S extends z.ZodObject<z.core.$ZodLooseShape>>(visit: Visit<unknown>, asked: Asked, page: FormPage<S>, state: State): Answer {
  const posting: Posting = { action: asked.path, csrf: visit.csrf, cause: visit.newCause() };
  const details = firstOfEach(state.details);
  const filled: Filled = { text: textIn(state.typed), error: (name) => errorFor(details, name) };
  const fields = page.fields(filled);
  return pageAnswer(frame(visit, asked, {
    title: page.title, breadcrumb: page.breadcrumb, ...(page.lead !== undefined && { lead: page.lead }),
    body: html`${errorSummary(details, state.message, fields)}${page.before}${form({ ...posting, body: fields, submit: page.submit, cancel: { href: page.cancelHref } })}`,
  }), state.status);
}

/** The form, empty or with what is already known. */
export const showForm = <S extends z.ZodObject<z.core.$ZodLooseShape>>(visit: Visit<unknown>, asked: Asked, page: FormPage<S>): Answer =>
  shown(visit, asked, page, { typed: page.initial ?? {}, details: [], status: 200 });

const answerable: Readonly<Record<string, number>> = { invalid: 422, rule: 422, conflict: 409 };

function refused(error: unknown, typed: TypedGroup): State {
  const status = error instanceof Refusal ? answerable[error.code] : undefined;
  if (!(error instanceof Refusal) || status === undefined) throw error;
  return { typed, details: error.details, status, ...(error.details.length === 0 ? { message: error.message } : {}) };
}

/** Reads the form and acts; when something stands against it, the same form comes back with what was typed. */
export async function takeForm<S extends z.ZodObject<z.core.$ZodLooseShape>>(
  visit: Visit<unknown>, asked: Asked, page: FormPage<S>, act: (value: z.output<S>, cause: string) => Promise<Answer>,
): Promise<Answer> {
  const form = asked.form(page.schema);
  const refuse = (details: readonly RefusalDetail[]): Answer => shown(visit, asked, page, { typed: form.typed, details, status: 422 });
  if (!form.ok) return refuse(form.errors);
  const typed = textIn(form.typed);
  const strange = notOffered(page.fields({ text: typed, error: () => undefined }), typed);
  if (strange.length > 0) return refuse(strange);
  return act(form.value, form.cause).catch((error: unknown) => shown(visit, asked, page, refused(error, form.typed)));
}
