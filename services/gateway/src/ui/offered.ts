import { render, type Html } from './html.ts';
import type { RefusalDetail } from '@cpom/kernel';

/** What a reader sees of an escaped text. */
export const plain = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
/** The value of an attribute of a tag of ours. */
export const attribute = (tag: string, name: string): string | undefined => { const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]; return found === undefined ? undefined : plain(found); };

/** What a form of ours offers: the values of each list and of each group of radio buttons, by the field's name. */
export function offered(form: Html): ReadonlyMap<string, ReadonlySet<string>> {
  const text = render(form);
  const lists = [...text.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)]
    .map(([, tag = '', inside = '']) => [attribute(tag, 'name') ?? '', [...inside.matchAll(/<option\b([^>]*)>/g)].map(([, option = '']) => attribute(option, 'value') ?? '')] as const);
  const buttons = [...text.matchAll(/<input\b([^>]*\stype="radio"[^>]*)>/g)].map(([, tag = '']) => [attribute(tag, 'name') ?? '', [attribute(tag, 'value') ?? '']] as const);
  const found = new Map<string, Set<string>>();
  for (const [name, values] of [...lists, ...buttons]) found.set(name, new Set([...(found.get(name) ?? []), ...values]));
  return found;
}

/** Choices that the form does not offer: a browser sends none, so that the services need not know what every page lists. */
export const notOffered = (form: Html, typedIn: (name: string) => string): RefusalDetail[] =>
  [...offered(form)].filter(([name, values]) => typedIn(name) !== '' && !values.has(typedIn(name))).map(([field]) => ({ field, message: 'Choisissez une valeur de la liste.' }));
