import { z } from 'zod';

type RawFields<T> = { readonly [K in keyof T as T[K] extends number | null ? (null extends T[K] ? never : K) : K]: Raw<T[K]> }
  & { readonly [K in keyof T as T[K] extends number | null ? (null extends T[K] ? K : never) : never]?: number | null | undefined };

/** What a service says for a reply of type T: fields that are null when unknown may be empty or absent; further fields are left out. */
export type Raw<T> = T extends null
  ? null | undefined
  : T extends readonly (infer I)[] ? readonly Raw<I>[] : T extends object ? RawFields<T> : T;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function optionFor(union: z.core.$ZodUnion, value: unknown): z.core.$ZodType | undefined {
  return union._zod.def.options.find((option) => z.safeParse(option, shown(option, value)).success);
}

/**
 * The value as its schema shows it: only fields that the schema names, in its order, and null for what is not known (an empty
 * text, an absent part) wherever the schema lets it be null. Nothing that is not in the document leaves.
 */
export function shown(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodNullable) return value === '' || value === undefined || value === null ? null : shown(schema.unwrap(), value);
  if (schema instanceof z.ZodObject && isRecord(value)) {
    return Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, shown(field as z.core.$ZodType, value[name])]));
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => shown(schema.element, item));
  if (schema instanceof z.ZodUnion) {
    const option = optionFor(schema, value);
    return option ? shown(option, value) : value;
  }
  return value;
}
