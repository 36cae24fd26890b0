import type { CountedFacts } from '@cpom/service';

/** What is counted of the submissions' life: how many, never whose, never a value. */
export const submissionsLife: CountedFacts = {
  SubmissionOpened: 'cpom.submissions.opened',
  Submitted: 'cpom.submissions.sent',
  LineReturned: 'cpom.submissions.returned_lines',
  CheckFinished: 'cpom.submissions.checked',
  RegionallyApproved: 'cpom.submissions.approved',
  Reopened: 'cpom.submissions.reopened',
};
