import type { z } from 'zod';
import type { Asked } from '../../site/asked.ts';
import type { Answer } from '../../site/route.ts';
import type { Visit } from '../../site/visit.ts';
import type { Upload } from '../../web/uploads.ts';
import type { Described, Endpoint, ParamNames, ParamsOf, Shape } from './endpoint.ts';
import { readBody, readParams, readQueryOf } from './read.ts';
import { shown, type Raw } from './shown.ts';

type Values<S extends Shape> = { [K in keyof S]: z.output<S[K]> };
type Path<P extends string> = { readonly [K in ParamNames<P>]: string };
type FileAnswer = Extract<Answer, { kind: 'file' }>;

interface Reading<C, P extends string, Q extends Shape, R extends z.ZodType> extends Described {
  readonly path: P;
  readonly params: ParamsOf<P>;
  readonly query: Q;
  readonly reply: R;
  run(visit: Visit<C>, asked: { readonly params: Path<P>; readonly query: Values<Q> }): Promise<Raw<z.output<R>>>;
}

interface Writing<C, P extends string, B extends Shape, R extends z.ZodType> extends Described {
  readonly path: P;
  readonly params: ParamsOf<P>;
  readonly body: B;
  readonly reply: R;
  run(visit: Visit<C>, asked: { readonly params: Path<P>; readonly body: Values<B>; readonly cause: string }): Promise<Raw<z.output<R>>>;
}

interface Uploading<C, P extends string, B extends Shape, R extends z.ZodType> extends Omit<Writing<C, P, B, R>, 'run'> {
  readonly file: string;
  run(visit: Visit<C>, asked: { readonly params: Path<P>; readonly body: Values<B>; readonly cause: string; readonly file: Upload }): Promise<Raw<z.output<R>>>;
}

interface Downloading<C, P extends string> extends Described {
  readonly path: P;
  readonly params: ParamsOf<P>;
  run(visit: Visit<C>, asked: { readonly params: Path<P> }): Promise<FileAnswer>;
}

const described = ({ id, tag, summary, description = '', access = 'signed-in' }: Described): Required<Described> => ({ id, tag, summary, description, access });

const json = (reply: z.ZodType, raw: unknown): Answer => ({ kind: 'json', body: shown(reply, raw) });

/** Asks for something: changes nothing. */
export const reads = <C>() => <const P extends string, const Q extends Shape, R extends z.ZodType>(spec: Reading<C, P, Q, R>): Endpoint<C> => ({
  ...described(spec), method: 'get', path: spec.path, params: spec.params, query: spec.query, reply: spec.reply,
  answer: async (visit, asked) => json(spec.reply, await spec.run(visit, {
    params: readParams(spec.params, asked) as Path<P>, query: readQueryOf(spec.query, asked) as Values<Q>,
  })),
});

/** Changes something, once for each cause. */
export const writes = <C>() => <const P extends string, const B extends Shape, R extends z.ZodType>(spec: Writing<C, P, B, R>): Endpoint<C> => ({
  ...described(spec), method: 'post', path: spec.path, params: spec.params, query: {}, body: spec.body, reply: spec.reply,
  answer: async (visit, asked) => {
    const params = readParams(spec.params, asked) as Path<P>;
    readQueryOf({}, asked);
    const { body, cause } = readBody(spec.body, asked, false, () => visit.newCause());
    return json(spec.reply, await spec.run(visit, { params, body: body as Values<B>, cause }));
  },
});

/** Changes something with a file. The fields stand before the file in the request. */
export const uploads = <C>() => <const P extends string, const B extends Shape, R extends z.ZodType>(spec: Uploading<C, P, B, R>): Endpoint<C> => ({
  ...described(spec), method: 'post', path: spec.path, params: spec.params, query: {}, body: spec.body, file: spec.file, reply: spec.reply,
  answer: async (visit, asked: Asked) => {
    const params = readParams(spec.params, asked) as Path<P>;
    readQueryOf({}, asked);
    const { body, cause } = readBody(spec.body, asked, true, () => visit.newCause());
    const file = await asked.upload(visit.files, spec.file);
    return json(spec.reply, await spec.run(visit, { params, body: body as Values<B>, cause, file }));
  },
});

/** Gives a document's bytes. */
export const downloads = <C>() => <const P extends string>(spec: Downloading<C, P>): Endpoint<C> => ({
  ...described(spec), method: 'get', path: spec.path, params: spec.params, query: {}, reply: 'file',
  answer: async (visit, asked) => {
    readQueryOf({}, asked);
    return spec.run(visit, { params: readParams(spec.params, asked) as Path<P> });
  },
});
