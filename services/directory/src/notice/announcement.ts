import type { LegalDate } from '@cpom/kernel';
import type { Role } from '@cpom/service';

/** What people are told of. */
export const noticeKinds = [
  'campaign-opened', 'lines-to-fill', 'reopened', 'to-check', 'to-approve', 'line-returned', 'lead-named', 'signature-awaited', 'deadline', 'contract-ends', 'accreditation-ends',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Whoever holds one of the roles in the organisation that day; with a person, that one only. */
export interface Addressee {
  readonly organisation: string;
  readonly roles: readonly Role[];
  readonly personId?: string;
}

/** All that the words may speak of: an organisation, a reference, a period, a date. A value or a person has no place here. */
export interface About {
  /** Id of the service concerned. */
  readonly service?: string;
  /** Reference of the contract. */
  readonly contract?: string;
  /** « 2026 », « 1er trimestre 2026 ». */
  readonly period?: string;
  readonly on?: LegalDate;
  /** The day is past, or what should have been done by now is not. */
  readonly overdue?: boolean;
  /** The expiry is « to fit the next generation ». */
  readonly provisional?: boolean;
}

/** Something that people should know today. Told again and again as long as it is so: the cause makes it one notice a person. */
export interface Announcement {
  /** Rule, stream, and date or round. */
  readonly cause: string;
  readonly kind: NoticeKind;
  readonly to: readonly Addressee[];
  /** The page where it is done. */
  readonly path: string;
  readonly about: About;
}
