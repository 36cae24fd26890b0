import { roleName } from '@cpom/service';
import { z } from 'zod';
import { keyParameter } from './cause.ts';
import type { Endpoint, Shape } from './endpoint.ts';
import { problem } from './problem.ts';
import { apiRoot } from './routes.ts';

type Json = Record<string, unknown>;
type Described = Pick<Endpoint<never>, Exclude<keyof Endpoint<never>, 'answer'>>;

const refTo = (id: string): string => `#/components/schemas/${id}`;
const plain = ({ $schema: _schema, $id: _id, ...rest }: Json): Json => rest;

/** The names of schemas that stand apart: those given, and one for each reply that has none. */
function namedReplies(endpoints: readonly Described[], names: Readonly<Record<string, z.ZodType>>): ReadonlyMap<z.ZodType, string> {
  const named = new Map<z.ZodType, string>(Object.entries({ ...names, Problem: problem }).map(([name, schema]) => [schema, name]));
  for (const { id, reply } of endpoints) if (reply !== 'file' && !named.has(reply)) named.set(reply, `${id.charAt(0).toUpperCase()}${id.slice(1)}Reply`);
  return named;
}

function componentsOf(named: ReadonlyMap<z.ZodType, string>): Json {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of named) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: refTo, io: 'output' });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema)]));
}

const schemaOf = (schema: z.ZodType): Json => plain(z.toJSONSchema(schema, { io: 'input' }) as Json);

function parameters(shape: Shape, place: 'path' | 'query'): Json[] {
  return Object.entries(shape).map(([name, schema]) => {
    const { description, ...described } = schemaOf(schema);
    const list = described['type'] === 'array' ? { style: 'form', explode: false } : {};
    return { name, in: place, required: place === 'path' || !schema.safeParse(undefined).success, ...(description === undefined ? {} : { description }), schema: described, ...list };
  });
}

function bodyOf({ body, file }: Described): Json {
  if (body === undefined) return {};
  const { properties = {}, ...rest } = schemaOf(z.strictObject(body));
  const required = [...((rest['required'] as string[] | undefined) ?? []), ...(file === undefined ? [] : [file])];
  const bytes = file === undefined ? {} : { [file]: { type: 'string', contentMediaType: 'application/octet-stream', description: 'Le fichier (50 Mo au plus), après les autres champs.' } };
  const schema = { ...rest, properties: { ...(properties as Json), ...bytes }, ...(required.length > 0 ? { required } : {}) };
  return { requestBody: { required: required.length > 0, content: { [file === undefined ? 'application/json' : 'multipart/form-data']: { schema } } } };
}

const successOf = ({ reply }: Described, named: ReadonlyMap<z.ZodType, string>): Json => reply === 'file'
  ? { description: 'Le fichier.', content: { 'application/octet-stream': {} } }
  : { description: 'La réponse.', content: { 'application/json': { schema: { $ref: refTo(named.get(reply) ?? '') } } } };

const refusals = (changes: boolean): Json => Object.fromEntries(
  ['401', '403', '404', ...(changes ? ['409', '413'] : []), '422', '429', '503'].map((status) => [status, { $ref: `#/components/responses/${status}` }]));

function operation(endpoint: Described, named: ReadonlyMap<z.ZodType, string>): Json {
  const { id, tag, summary, description, access, params, query, body } = endpoint;
  const reserved = access === 'signed-in' ? '' : `Réservé à : ${access.map(roleName).join(', ')}.`;
  return {
    operationId: id, tags: [tag], summary, description: [description, reserved].filter((text) => text !== '').join('\n\n'),
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query'), ...(body === undefined ? [] : [keyParameter])],
    ...bodyOf(endpoint),
    responses: { 200: successOf(endpoint, named), ...refusals(body !== undefined) },
    security: [body === undefined ? { session: [] } : { session: [], csrf: [] }],
  };
}

function paths(endpoints: readonly Described[], named: ReadonlyMap<z.ZodType, string>): Json {
  const found: Record<string, Json> = {};
  for (const endpoint of endpoints) found[endpoint.path] = { ...found[endpoint.path], [endpoint.method]: operation(endpoint, named) };
  return found;
}

const words: Readonly<Record<string, string>> = {
  401: 'Connexion nécessaire.', 403: 'Rôle ou jeton insuffisant.', 404: 'Rien à cette adresse.', 409: 'Une règle s’y oppose, ou quelqu’un vient de modifier ces données.',
  413: 'Envoi trop volumineux.', 422: 'Demande incorrecte : chaque champ en cause est nommé.', 429: 'Trop de demandes : voir Retry-After.', 503: 'Service momentanément indisponible.',
};

const problemAnswers = (): Json => Object.fromEntries(Object.entries(words).map(([status, description]) =>
  [status, { description, content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } } }]));

export interface DocumentParts {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** The session's cookie. */
  readonly cookie: string;
  /** Schemas that several replies share, by the name they bear in the document. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
}

/** The OpenAPI 3.1 document of these endpoints, made from the very schemas that read and shape their messages. */
export function openApi(endpoints: readonly Described[], { title, version, description, cookie, schemas }: DocumentParts): Json {
  const named = namedReplies(endpoints, schemas);
  return {
    openapi: '3.1.0', jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title, version, description, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    servers: [{ url: apiRoot }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: paths(endpoints, named),
    components: {
      schemas: componentsOf(named), responses: problemAnswers(),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookie, description: 'La session ouverte en se connectant au site.' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'Le jeton que donne GET /me : nécessaire à toute écriture.' },
      },
    },
  };
}
