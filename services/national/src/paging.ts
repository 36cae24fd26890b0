import { fold, invalidField } from '@cpom/kernel';

const usual = 50;
const most = 500;

/** The part of a list that was asked for: 50 unless told, 500 at most. */
export const pageOf = <T>(items: readonly T[], { offset, limit }: { readonly offset: number; readonly limit: number }): T[] =>
  items.slice(offset, offset + Math.min(limit || usual, most));

export type Key = string | number | undefined;

/** Sorts by a key; what has none comes last either way; ties keep the order they came in. Texts are dates, or were folded. */
export function sortedBy<T>(items: readonly T[], keyOf: (item: T) => Key, descending: boolean): T[] {
  const order = (a: string | number, b: string | number): number => Number(a > b) - Number(a < b);
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
    return descending ? order(b.key, a.key) : order(a.key, b.key);
  });
  return keyed.map(({ item }) => item);
}

/** Says whether folded text holds every word asked for, accents and case aside. */
export function finder(contains: string): (folded: string) => boolean {
  const words = fold(contains).split(/\s+/).filter((word) => word !== '');
  return (folded) => words.every((word) => folded.includes(word));
}

/** The choice if it is one of those offered; the empty choice means the first one. Refuses any other. */
export function choice<C extends string>(field: string, asked: string, offered: readonly [C, ...C[]]): C {
  if (asked === '') return offered[0];
  const found = offered.find((one) => one === asked);
  if (found === undefined) throw invalidField(field, `« ${asked} » n'est pas un choix possible ici.`);
  return found;
}
