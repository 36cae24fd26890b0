import type { Asked } from '../../site/asked.ts';
import { nationApi, nationEndpoints } from '../nation/index.ts';
import { regionApi, regionEndpoints } from '../region/index.ts';

type Json = Record<string, unknown>;
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json; readonly responses: Json; readonly securitySchemes: Json };
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Json }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Json;
  readonly security: readonly Json[];
}

const visit = { info: { name: 'Essai', code: '24' }, frame: { instance: { version: '1.0.0' } } };

async function documentOf(routes: typeof regionApi | typeof nationApi): Promise<Document> {
  const route = routes.find(({ path }) => path === '/api/v1/openapi.json');
  const answer = await route?.handle(visit as never, {} as Asked);
  if (answer?.kind !== 'json') throw new Error('the document is JSON');
  return JSON.parse(JSON.stringify(answer.body)) as Document;
}

function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === '$ref' ? [part as string] : refsIn(part)));
}

const resolve = (document: unknown, ref: string): unknown =>
  ref.slice(2).split('/').reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document);

const operationsOf = ({ paths }: Document) => Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

describe.each([['region', regionApi, regionEndpoints], ['nation', nationApi, nationEndpoints]] as const)('the document of the %s', (_kind, routes, endpoints) => {
  let document: Document;
  beforeAll(async () => { document = await documentOf(routes); });

  test('it is OpenAPI 3.1 and names every endpoint once', () => {
    expect(document.openapi).toBe('3.1.0');
    const ids = operationsOf(document).map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.sort()).toEqual(endpoints.map(({ id }) => id).sort());
    expect(operationsOf(document).map(({ path, method }) => `${method} ${path}`).sort()).toEqual(endpoints.map(({ path, method }) => `${method} ${path}`).sort());
  });

  test('every reference leads somewhere inside it', () => {
    const refs = new Set(refsIn(document));
    expect(refs.size).toBeGreaterThan(20);
    expect([...refs].filter((ref) => !ref.startsWith('#/') || resolve(document, ref) === undefined)).toEqual([]);
  });

  test('every name in a path is declared, required, and has a shape', () => {
    for (const { path, operation } of operationsOf(document)) {
      const declared = operation.parameters.filter(({ in: place }) => place === 'path');
      expect(declared.map(({ name }) => name).sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
      expect(declared.every(({ required, schema }) => required && (schema['pattern'] !== undefined || schema['enum'] !== undefined))).toBe(true);
    }
  });

  test('no parameter stands there twice, and each has a schema with a type', () => {
    for (const { operation: { parameters } } of operationsOf(document)) {
      expect(new Set(parameters.map(({ name, in: place }) => `${place} ${name}`)).size).toBe(parameters.length);
      expect(parameters.filter(({ schema }) => schema['type'] === undefined)).toEqual([]);
    }
  });

  test('each operation is told in French, with its refusals and what secures it', () => {
    const known = Object.keys(document.components.securitySchemes);
    for (const { method, operation: { summary, tags, responses, security } } of operationsOf(document)) {
      expect([summary.length > 10, tags.length]).toEqual([true, 1]);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '401', '403', '404', '422']));
      expect(security.flatMap((one) => Object.keys(one)).every((name) => known.includes(name))).toBe(true);
      expect(security.some((one) => 'csrf' in one)).toBe(method === 'post');
    }
  });

  test('bodies refuse what they do not name, all the way down', () => {
    const open = (schema: unknown, at: string): string[] => {
      if (Array.isArray(schema)) return schema.flatMap((part, index) => open(part, `${at}/${index}`));
      if (typeof schema !== 'object' || schema === null) return [];
      const own = (schema as Json)['type'] === 'object' && (schema as Json)['additionalProperties'] !== false ? [at] : [];
      return [...own, ...Object.entries(schema).flatMap(([key, part]) => open(part, `${at}/${key}`))];
    };
    expect(operationsOf(document).flatMap(({ operation: { requestBody, operationId } }) => open(Object.values(requestBody?.content ?? {}).map(({ schema }) => schema), operationId))).toEqual([]);
  });
});
