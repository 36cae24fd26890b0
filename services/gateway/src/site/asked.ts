import type { Request, Response } from 'express';
import type { Files } from '@cpom/platform';
import { z } from 'zod';
import { isApi, localsOf } from '../web/locals.ts';
import { parseForm, parseQuery, type Form } from '../web/forms.ts';
import { readUpload, type ReadUpload } from '../web/incoming.ts';
import { storeUpload, type Upload } from '../web/uploads.ts';
import { readQuery, type Address, type Reading } from '../ui/index.ts';

type Fields = z.ZodObject<z.core.$ZodLooseShape>;

/** What was asked, read through schemas only. */
export interface Asked {
  /** The path without its query. */
  readonly path: string;
  param(name: string): string;
  /** A header that came; empty when it did not. */
  header(name: string): string;
  /** The parameters after `?`, besides those of every list (`tri`, `page`, `fait`, `v`). Refuses an unknown or repeated one. */
  query<S extends z.core.$ZodLooseShape>(shape: S): z.output<z.ZodObject<S>>;
  /** The address with its query, for links that keep the filters. */
  readonly address: Address;
  /** Sort and page of a list. */
  reading(sortable: readonly string[]): Reading;
  /** What the previous page did, and the position to wait for. */
  readonly done: { readonly what: string; readonly position: number };
  /** The form, with its `_cause` read apart. */
  form<S extends Fields>(schema: S): Form<z.output<S>> & { readonly cause: string };
  /** The body of an API call, as it came. */
  readonly body: unknown;
  upload(files: Files, field: string): Promise<Upload>;
  /** A file to understand rather than to keep, up to so many bytes. */
  read(field: string, limit: number): Promise<ReadUpload>;
  /** Whether a file came with the form. */
  readonly hasFile: boolean;
  readonly isApi: boolean;
}

const always = { tri: z.string().max(60).optional(), page: z.string().max(6).optional(), fait: z.string().max(60).optional(), v: z.coerce.number().int().min(0).optional() };
const causeShape = /^[\w-]{16,80}$/;

function takeCause(body: unknown): { cause: string; rest: unknown } {
  if (typeof body !== 'object' || body === null || !('_cause' in body)) return { cause: '', rest: body };
  const { _cause: cause, ...rest } = body;
  return { cause: typeof cause === 'string' && causeShape.test(cause) ? cause : '', rest };
}

const flat = (query: URLSearchParams): Record<string, string> => Object.fromEntries(query);

/** Reads an express request once; `newCause` stands in when a form came without its own. */
export function askedOf(req: Request, res: Response, newCause: () => string): Asked {
  const url = new URL(req.originalUrl.replace(/^[/\\]+/, '/'), 'http://local');
  const { cause, rest } = takeCause(req.body);
  const address: Address = { path: url.pathname, query: flat(url.searchParams) };
  const position = Number(url.searchParams.get('v') ?? 0);
  return {
    path: url.pathname,
    param: (name) => { const value = req.params[name]; return typeof value === 'string' ? value : ''; },
    query: (shape) => parseQuery(z.object({ ...always, ...shape }), req.originalUrl) as never,
    header: (name) => req.get(name) ?? '',
    address,
    reading: (sortable) => readQuery(address.query, sortable),
    done: { what: url.searchParams.get('fait') ?? '', position: Number.isSafeInteger(position) && position > 0 ? position : 0 },
    form: (schema) => ({ ...parseForm(schema, rest), cause: cause || newCause() }),
    body: req.body as unknown,
    upload: (files, field) => storeUpload(res, files, field),
    read: (field, limit) => readUpload(res, field, limit),
    hasFile: localsOf(res).file !== undefined,
    isApi: isApi(req),
  };
}
