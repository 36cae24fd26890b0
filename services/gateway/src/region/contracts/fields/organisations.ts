import { dateOr } from '../about.ts';
import type { Option } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';

/** Organisations of some kinds, by name, as choices. */
export const organisationOptions = (visit: RegionVisit, kinds: readonly string[], without: readonly string[] = []): Option[] =>
  [...visit.names].filter(([id, one]) => kinds.includes(one.kind) && !without.includes(id))
    .map(([value, one]) => ({ value, label: one.name }))
    .sort((left, right) => left.label.localeCompare(right.label, 'fr'));

/** A recorded date as a reader types it. */
export const typedDate = (text: string): string => dateOr(text, '');

/** Lines of a text area, without the empty ones. */
export const linesOf = (text: string | undefined): string[] => (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** A ticked box, as `checkboxField` sends it. */
export const ticked = (yes: boolean): string => (yes ? 'oui' : '');
