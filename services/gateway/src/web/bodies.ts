import { Refusal } from '@cpom/kernel';
import express, { type RequestHandler } from 'express';
import { readFields } from './fields.ts';
import { multipart } from './multipart.ts';
import { isPlainName } from './names.ts';

export interface BodyLimits {
  /** Bytes of an ordinary form. */
  readonly form: number;
  /** Bytes of a JSON body. */
  readonly json: number;
}

export const usualBodyLimits: BodyLimits = { form: 262_144, json: 1_048_576 };

const formType = 'application/x-www-form-urlencoded';
const jsonType = ['application/json', 'application/*+json'];

/** Throwing makes the body unreadable: a JSON key such as `__proto__` or `$where` never reaches a schema. */
function plainKey(key: string, value: unknown): unknown {
  if (key === '' || isPlainName(key)) return value;
  throw new SyntaxError('forbidden key');
}

const form: RequestHandler = (req, _res, next) => {
  if (req.is(formType)) req.body = readFields(new URLSearchParams(typeof req.body === 'string' ? req.body : ''));
  next();
};

const known: RequestHandler = (req, _res, next) => {
  const length = Number(req.get('content-length') ?? 0);
  if (length === 0 || req.is([formType, 'multipart/form-data', ...jsonType])) return next();
  throw new Refusal('invalid', "Le format de l'envoi n'est pas reconnu.");
};

/** Reads bodies: forms into texts, lists and groups; JSON as it is; a form with a file up to its file. Anything else is refused. */
export const bodies = (limits: BodyLimits): RequestHandler[] => [
  known,
  express.json({ limit: limits.json, type: jsonType, reviver: plainKey }),
  express.text({ limit: limits.form, type: formType }),
  form,
  multipart(),
];
