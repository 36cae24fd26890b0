/** A value without its absent fields, all the way down: what a request of a service takes. */
export type Given<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer I)[] ? Given<I>[] : T extends object ? { [K in keyof T]: Given<Exclude<T[K], undefined>> } : T;

/** Leaves absent fields out, which the services read as empty. */
export function given<T>(value: T): Given<T> {
  if (Array.isArray(value)) return value.map(given) as Given<T>;
  if (typeof value !== 'object' || value === null) return value as Given<T>;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined).map(([name, field]) => [name, given(field as unknown)])) as Given<T>;
}
