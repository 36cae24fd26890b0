import type { Actor } from '@cpom/kernel';
import type { CampaignDoc } from './views.ts';
import { campaignList } from './views.ts';
import type { RpcDeps } from '../deps.ts';
import { targetsOf, targetsStream, type Target } from '../targets/contract.ts';
import { approvedValues } from './approved.ts';
import { submissionStream, type Submission } from './contract.ts';
import { previousCampaign, periodOf, yearOf } from './period.ts';
import type { Value } from './value.ts';
import type { SubmissionContext } from './workflow.ts';

type Readers = Pick<RpcDeps, 'region' | 'submissions' | 'targets' | 'views'>;

/** The same period a year before: as approved, else as last sent; nothing that is only typed. */
export function valuesOf(state: Submission): ReadonlyMap<string, Value> {
  if (state.approved) return new Map(approvedValues(state).map(({ line, value }) => [line.code, value]));
  return new Map([...(state.receipt?.cells ?? [])].map(([code, cell]) => [code, cell.value]));
}

export async function previousOf({ region, submissions }: Readers, campaign: string, service: string): Promise<ReadonlyMap<string, Value>> {
  return valuesOf((await submissions.load(submissionStream(region, previousCampaign(campaign), service))).state);
}

export const yearTargets = async ({ targets }: Readers, service: string, year: number): Promise<ReadonlyMap<string, Target>> =>
  targetsOf((await targets.load(targetsStream(service))).state, year);

/** What a decision on a submission knows beside it. */
export async function contextOf(deps: Readers, campaign: string, service: string): Promise<SubmissionContext> {
  const [previous, targets] = await Promise.all([previousOf(deps, campaign, service), yearTargets(deps, service, yearOf(periodOf(campaign)))]);
  return { previous, targets: new Map([...targets].map(([code, { value }]) => [code, value])) };
}

/** Tells the approved submissions of a year that a target changed; the same targets again are no event. */
export async function noteTargets(deps: Readers, service: string, year: number, cause: string, actor: Actor): Promise<void> {
  const rows = await deps.views.list<CampaignDoc>(campaignList.view, { where: { service, year } });
  for (const { stream, doc } of rows) {
    const context = await contextOf(deps, doc.campaign, service);
    await deps.submissions.run({ stream, cause, command: { kind: 'note-targets' }, actor, context });
  }
}
