import type { Day } from '@cpom/kernel';
import type { DatedName } from '@cpom/proto/directory/v1/events';
import type { KnownOrganisation } from './known.ts';

/** The name that was right on a day: the last one among those in force, else the last one of all. */
export function nameOn(organisation: KnownOrganisation | undefined, on: Day): DatedName | undefined {
  const names = organisation?.state.names ?? [];
  return names.findLast(({ from, to }) => from <= on && (to === '' || on <= to || to.startsWith(on.slice(0, to.length)))) ?? names.at(-1);
}

/** A date known to the month or the year counts from its first day; so text order is enough for `from`. */
export const longName = (organisation: KnownOrganisation | undefined, id: string, on: Day): string => nameOn(organisation, on)?.name || id;
