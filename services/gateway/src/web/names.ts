/** Names that mean something to JavaScript or to a database, and nothing to a form. */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether this is a field's name and not an operator: letters, digits, `_`, `.`, `-`, never `$`. */
export const isPlainName = (name: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,99}$/u.test(name) && !reserved.has(name);
