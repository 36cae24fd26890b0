import type { Indicator } from '../catalogue/definition.ts';
import type { Proposal } from './grid.ts';
import { number, type Value } from './value.ts';

/** What the directory knows of a service in the region: what is followed, and of which year. */
export interface Followed {
  readonly year: number;
  readonly employees: number;
  readonly establishments: number;
}

/** Core lines whose answer the directory already holds. */
const followedBy: ReadonlyMap<string, (followed: Followed) => number> = new Map([
  ['SOC-01', (followed: Followed) => followed.employees],
  ['SOC-02', (followed: Followed) => followed.establishments],
]);

/** Nobody is asked twice: what the directory knows, else last year's means, offered with their origin and never saved by themselves. */
export function proposalsFor(lines: readonly Indicator[], previous: ReadonlyMap<string, Value>, followed: Followed | undefined): ReadonlyMap<string, Proposal> {
  return new Map(lines.flatMap((line): [string, Proposal][] => {
    const known = followed ? followedBy.get(line.coreCode)?.(followed) : undefined;
    if (followed && known !== undefined && known > 0) return [[line.code, { value: number(known), origin: `annuaire, effectifs suivis en ${followed.year}` }]];
    const before = previous.get(line.code);
    return line.kind === 'means' && line.reporter !== 'computed' && before?.kind === 'number'
      ? [[line.code, { value: before, origin: "même période de l'année précédente" }]] : [];
  }));
}
