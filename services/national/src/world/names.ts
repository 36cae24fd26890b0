import type { Day } from '@cpom/kernel';
import type { KnownName, KnownOrganisation } from './known.ts';

/**
 * The name that was right on a day: the last one among those in force, else the last one of all. A date known to the year stands
 * before its days in the order of texts, so that `from` needs no reading.
 */
export function nameOn(organisation: KnownOrganisation | undefined, on: Day): KnownName | undefined {
  const names = organisation?.names ?? [];
  return names.findLast(({ from, to }) => from <= on && (to === '' || on <= to || to.startsWith(on.slice(0, to.length)))) ?? names.at(-1);
}

export const longName = (organisation: KnownOrganisation | undefined, id: string, on: Day): string => nameOn(organisation, on)?.name || id;
