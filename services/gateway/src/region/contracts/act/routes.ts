import { Refusal, type RefusalDetail } from '@cpom/kernel';
import { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import { done, type Answer } from '../../../site/route.ts';
import { notOffered } from '../../../ui/index.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import type { Upload } from '../../../web/uploads.ts';
import type { RegionRoute, RegionVisit } from '../../calls.ts';
import { formAnswer, keptField, rereadAnswer, stepField, type Showing } from './pages.ts';
import { onField, placed, textAt } from './shown.ts';
import type { Act, Schema, Sending } from './types.ts';

const keptShape = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().min(0), name: z.string().min(1).max(200), mediaType: z.string().max(120),
});

/** The document that came with an earlier page of the same form: it is still there, or must be sent again. */
async function keptFile(visit: RegionVisit, text: string | undefined): Promise<Upload | undefined> {
  if (text === undefined || text === '') return undefined;
  const kept = keptShape.safeParse(safeJson(text));
  if (!kept.success) throw new Refusal('invalid', 'Le document joint n’a pas pu être relu. Choisissez-le de nouveau.');
  const content = await visit.files.get(kept.data.sha256);
  await content[Symbol.asyncIterator]().return?.();
  return kept.data;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const own = { [stepField]: z.string().max(20).optional(), [keptField]: z.string().max(1000).optional() };
const bases = (schema: Schema): ReadonlySet<string> => new Set(Object.keys(schema.shape));
const baseOf = (field: string): string => field.split('[')[0] ?? field;

/** Splits what a service refused into what has a field here, and the rest. */
function sorted(details: readonly RefusalDetail[], known: ReadonlySet<string>): { errors: RefusalDetail[]; others: RefusalDetail[] } {
  const all = details.map((detail) => (known.has(baseOf(detail.field)) ? detail : placed(detail)));
  return { errors: all.filter((one) => known.has(baseOf(one.field))), others: all.filter((one) => !known.has(baseOf(one.field))) };
}

const withoutOwn = (typed: TypedGroup): TypedGroup =>
  Object.assign(Object.create(null) as TypedGroup, Object.fromEntries(Object.entries(typed).filter(([name]) => name !== stepField && name !== keptField)));

interface Received<C, S extends Schema> {
  readonly showing: Showing<C, S>;
  readonly typed: TypedGroup;
  readonly step: string;
  readonly known: ReadonlySet<string>;
}

function refusedAnswer<C, S extends Schema>({ showing, typed, known }: Received<C, S>, error: unknown, file: Upload | undefined): Answer {
  if (!(error instanceof Refusal) || !['invalid', 'rule', 'conflict', 'too-large'].includes(error.code)) throw error;
  const { errors: found, others } = sorted(error.details, known);
  const errors = found.map(onField(typed));
  const status = error.code === 'invalid' ? 422 : error.code === 'too-large' ? 413 : 409;
  const text = error.details.length === 1 && errors.length === 1 ? undefined : error.message;
  return formAnswer(showing, { typed, errors, file }, { status, text, others: others.filter((one) => one.message !== text) });
}

async function newFile<C, S extends Schema>({ act, asked, visit }: Showing<C, S>, kept: Upload | undefined): Promise<Upload | undefined> {
  if (!act.file) return undefined;
  if (asked.hasFile) return asked.upload(visit.files, act.file.field);
  if (kept || !act.file.required) return kept;
  throw new Refusal('invalid', 'Choisissez un fichier.', [{ field: act.file.field, message: 'Choisissez un fichier.' }]);
}

async function receive<C, S extends Schema>(act: Act<C, S>, visit: RegionVisit, asked: Asked): Promise<Answer> {
  const about = await act.load(visit, asked);
  const showing = { act, about, visit, asked };
  const schema = act.schema(about);
  const form = asked.form(schema.extend(own));
  const [typed, step] = [withoutOwn(form.typed), form.typed[stepField]];
  const known = new Set([...bases(schema), ...(act.file ? [act.file.field] : [])]);
  const received: Received<C, S> = { showing, typed, step: typeof step === 'string' ? step : '', known };
  const keptText = form.typed[keptField];
  let file: Upload | undefined;
  try {
    file = await newFile(showing, await keptFile(visit, typeof keptText === 'string' ? keptText : undefined));
  } catch (error) {
    return refusedAnswer(received, error, undefined);
  }
  if (received.step === 'corriger' || received.step === 'plus') return formAnswer(showing, { typed, errors: [], file, more: received.step === 'plus' });
  const errors = form.ok ? notOffered(act.fields(about, { typed, errors: [], file }, visit), (name) => textAt({ typed }, name)) : form.errors;
  if (!form.ok || errors.length > 0) return formAnswer(showing, { typed, errors, file }, { status: 422 });
  return carryOut(received, form.value as z.output<S>, { visit, cause: form.cause, typed, file });
}

async function carryOut<C, S extends Schema>(received: Received<C, S>, value: z.output<S>, sending: Sending): Promise<Answer> {
  const { showing, typed, step } = received;
  const { act, about } = showing;
  try {
    if (act.reread && step !== 'confirmer') return rereadAnswer(showing, { typed, errors: [], file: sending.file }, act.reread(about, value, sending), sending.cause);
    const { to, what, position } = await act.send(about, value, sending);
    return done(to, what, { position });
  } catch (error) {
    return refusedAnswer(received, error, sending.file);
  }
}

/** The two addresses of an act: its form, and what it sends. */
export const routesOf = <C, S extends Schema>(act: Act<C, S>): readonly RegionRoute[] => [
  {
    method: 'get', path: act.path, access: act.access,
    handle: async (visit, asked) => {
      const about = await act.load(visit, asked);
      return formAnswer({ act, about, visit, asked }, { typed: act.first?.(about, asked) ?? (Object.create(null) as TypedGroup), errors: [] });
    },
  },
  { method: 'post', path: act.path, access: act.access, handle: (visit, asked) => receive(act, visit, asked) },
];
