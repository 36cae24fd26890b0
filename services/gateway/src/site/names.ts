import type { DatedName } from '@cpom/proto/directory/v1/events';

export interface NamedOrganisation {
  readonly name: string;
  readonly shortName: string;
  readonly kind: string;
  readonly regions: readonly string[];
}

/** Organisations by their id, with the names they bear now. */
export type Names = ReadonlyMap<string, NamedOrganisation>;

/** The name in use now: the last one recorded. */
export const nameOn = (names: readonly DatedName[]): { readonly name: string; readonly shortName: string } => {
  const last = names.at(-1);
  return { name: last?.name ?? '', shortName: last?.shortName || (last?.name ?? '') };
};
