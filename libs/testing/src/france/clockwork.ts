import type { Actor, Day, Instant } from '@cpom/kernel';

/** A moment of a working day. The number tells steps of one day apart and keeps their order. */
export const at = (day: Day, minute = 0): Instant =>
  `${day}T${String(8 + (Math.floor(minute / 60) % 10)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000Z` as Instant;

/** One person for each role of an organisation. */
export const person = (role: string, organisation: string): Actor => ({ actorId: `fictif-${role}-${organisation}`, role, organisation });

/** A service of the platform acting by itself. */
export const principal = (service: string): Actor => ({ actorId: `service:${service}`, role: 'service', organisation: '' });
