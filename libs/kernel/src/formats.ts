// eslint-disable-next-line house/no-module-state -- a memo of pure values: a format costs half a millisecond to make, and a page asks for dozens
const formats: Map<string, Intl.DateTimeFormat> = new Map();

/** The format of a locale and its options; made once. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}
