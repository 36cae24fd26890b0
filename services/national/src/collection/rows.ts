import { daysBetween, type Day } from '@cpom/kernel';
import type { SubmissionRow } from '@cpom/proto/national/v1/national';
import { isCovered, type Standing } from '../cover/standing.ts';
import type { KnownSubmission } from '../world/known.ts';
import { longName } from '../world/names.ts';
import type { RegionData } from '../world/world.ts';

/** A submission, or the want of one, as it stands on a day. */
export interface Report {
  readonly region: RegionData;
  readonly service: string;
  readonly submission: KnownSubmission | undefined;
  readonly submitted: boolean;
  readonly approved: boolean;
  readonly overdue: boolean;
  /** Days after the due date, of the first submission or until the day; 0 when in time. */
  readonly lateDays: number;
}

/** What was not yet done on the day asked for is not counted as done. */
const by = (done: Day | undefined, on: Day): Day | undefined => (done !== undefined && done <= on ? done : undefined);

function reportOf(region: RegionData, submission: KnownSubmission, on: Day): Report {
  const { dueOn, service } = submission;
  const [submittedOn, approvedOn] = [by(submission.submittedOn, on), by(submission.approvedOn, on)];
  const late = dueOn === undefined ? 0 : Math.max(0, daysBetween(dueOn, submittedOn ?? on));
  return {
    region, service, submission, lateDays: late, submitted: submittedOn !== undefined, approved: approvedOn !== undefined,
    overdue: submittedOn === undefined && late > 0,
  };
}

/** Services under an active contract that no campaign asks. */
function unasked(region: RegionData, asked: readonly KnownSubmission[], standings: readonly Standing[]): Report[] {
  const services = new Set(asked.map(({ service }) => service));
  return standings.filter((standing) => isCovered(standing) && !services.has(standing.service)).map(({ service }) =>
    ({ region, service, submission: undefined, submitted: false, approved: false, overdue: false, lateDays: 0 }));
}

/** Every report of a period in a region: its submissions, then the services that were not asked. */
export function reportsOf(region: RegionData, campaign: string, standings: readonly Standing[], on: Day): Report[] {
  const asked = region.periods.get(campaign) ?? [];
  return [...asked.map((submission) => reportOf(region, submission, on)), ...unasked(region, asked, standings)];
}

export function submissionRow({ region, service, submission, submitted, approved, overdue, lateDays }: Report, campaign: string, on: Day): SubmissionRow {
  return {
    region: region.place.code, regionName: region.place.name,
    service, serviceName: longName(region.organisations.get(service), service, on),
    campaign, periodLabel: submission?.label ?? campaign, state: submission?.state ?? 'none',
    asked: submission?.asked ?? 0, answered: submission?.answered ?? 0,
    openedOn: submission?.openedOn ?? '', dueOn: submission?.dueOn ?? '',
    submittedOn: (submitted ? submission?.submittedOn : undefined) ?? '', approvedOn: (approved ? submission?.approvedOn : undefined) ?? '',
    lateDays, overdue, contracts: [...(submission?.contracts ?? [])], origin: submission?.origin ?? '',
  };
}
