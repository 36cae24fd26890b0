import type { Day } from '@cpom/kernel';
import type { Accreditation } from '@cpom/proto/directory/v1/events';
import { firstDay, lastDay, type KnownOrganisation } from '../world/known.ts';

/** The accreditation that holds or held last; `state` empty when none is known. */
export interface AccreditationOn {
  readonly end: string;
  readonly state: string;
}

/** The latest one granted by the day. A renewal that is being examined keeps it alive (D.4622-49-1). */
export function accreditationOn(organisations: readonly KnownOrganisation[], on: Day): AccreditationOn {
  const granted = organisations.flatMap(({ state }) => state.accreditations).filter(({ grantedOn }) => (firstDay(grantedOn) ?? '') <= on);
  const latest = granted.reduce<Accreditation | undefined>((before, one) => (before && before.expiresOn >= one.expiresOn ? before : one), undefined);
  if (!latest) return { end: '', state: '' };
  const over = (lastDay(latest.expiresOn) ?? '9999') < on;
  return { end: latest.expiresOn, state: over && latest.state !== 'renewal-examined' ? 'ended' : latest.state };
}
