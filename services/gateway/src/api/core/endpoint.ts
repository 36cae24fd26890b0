import type { z } from 'zod';
import type { RouteAccess } from '../../site/route.ts';
import type { Answer } from '../../site/route.ts';
import type { Asked } from '../../site/asked.ts';
import type { Visit } from '../../site/visit.ts';

export type Shape = Readonly<Record<string, z.ZodType>>;

/** The names between braces in a path: `/contracts/{id}` has `id`. */
export type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;

/** Each name of the path has its schema: the compiler refuses a path with one too few. */
export type ParamsOf<P extends string> = { readonly [K in ParamNames<P>]: z.ZodType<string> };

/** What a reader of the documentation is told of an endpoint. */
export interface Described {
  /** Unique in the document: what generated clients call it. */
  readonly id: string;
  readonly tag: string;
  /** In French: a sentence, and what must be known besides. */
  readonly summary: string;
  readonly description?: string;
  /** The services check again, on the very thing. */
  readonly access?: Exclude<RouteAccess, 'public'>;
}

/**
 * One address of the API: the schemas here read what comes in, shape what goes out, and are what the OpenAPI document says, so
 * that these three cannot drift.
 */
export interface Endpoint<C> extends Required<Described> {
  readonly method: 'get' | 'post';
  /** Under /api/v1, as OpenAPI writes it: `/contracts/{id}`. */
  readonly path: string;
  readonly params: Shape;
  readonly query: Shape;
  /** Fields of the body; none for what only reads. */
  readonly body?: Shape;
  /** The field of the file that comes with the body (multipart). */
  readonly file?: string;
  /** A schema, or the bytes of a document. */
  readonly reply: z.ZodType | 'file';
  answer(visit: Visit<C>, asked: Asked): Promise<Answer>;
}
