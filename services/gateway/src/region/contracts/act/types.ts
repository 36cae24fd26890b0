import type { RefusalDetail } from '@cpom/kernel';
import type { Role } from '@cpom/service';
import type { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import type { Definition, Html, Link } from '../../../ui/index.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import type { Upload } from '../../../web/uploads.ts';
import type { RegionVisit } from '../../calls.ts';

export type Schema = z.ZodObject<z.core.$ZodLooseShape>;

/** A form as it stands: what was typed, what is wrong with it, the document that already came. */
export interface Shown {
  readonly typed: TypedGroup;
  readonly errors: readonly RefusalDetail[];
  readonly file?: Upload | undefined;
  /** True when more empty rows were asked for. */
  readonly more?: boolean;
}

/** What is read again before something takes legal effect. */
export interface Reread {
  readonly effect: string;
  readonly summary: readonly Definition[];
  readonly before?: Html;
  readonly confirm: string;
}

export interface Sending {
  readonly visit: RegionVisit;
  readonly cause: string;
  /** As typed, before it was read. */
  readonly typed: TypedGroup;
  readonly file?: Upload | undefined;
}

/** Where to go once it is done, and the code of the sentence that says so there. */
export interface Sent {
  readonly position: number;
  readonly to: string;
  readonly what: string;
}

/** One thing that can be done to a contract: a form, perhaps a summary to read again, a command. Works without a script. */
export interface Act<C, S extends Schema> {
  /** The address of the form, for both reading and sending. */
  readonly path: string;
  readonly access: readonly Role[];
  /** Reads what the act is about; refuses `not-found`. */
  load(visit: RegionVisit, asked: Asked): Promise<C>;
  title(about: C): string;
  lead?(about: C): string;
  trail(about: C): readonly Link[];
  schema(about: C): S;
  /** What the fields hold at first. */
  first?(about: C, asked: Asked): TypedGroup;
  fields(about: C, shown: Shown, visit: RegionVisit): Html;
  readonly submit: string | ((about: C) => string);
  /** The page is itself the summary: the form has legal effect at once. */
  effect?(about: C): Omit<Reread, 'confirm'>;
  /** A second page, to read again what was typed. */
  reread?(about: C, value: z.output<S>, sending: Sending): Reread;
  /** A document may come with the form: the name of its field, last in the form. */
  readonly file?: { readonly field: string; readonly required: boolean };
  send(about: C, value: z.output<S>, sending: Sending): Promise<Sent>;
}
