import type { Clock, Runner, Views } from '@cpom/platform';
import type { Base } from '@cpom/service';
import type { Catalogue } from './catalogue/contract.ts';
import type { CatalogueCommand } from './catalogue/commands.ts';
import type { Known } from './known.ts';
import type { SubmissionCommand } from './submission/commands.ts';
import type { Submission } from './submission/contract.ts';
import type { SubmissionContext } from './submission/workflow.ts';
import type { SetTarget, TargetContext } from './targets/commands.ts';
import type { Targets } from './targets/contract.ts';

export type Catalogues = Runner<Catalogue, CatalogueCommand, unknown>;
export type TargetRunner = Runner<Targets, SetTarget, TargetContext>;
export type Submissions = Runner<Submission, SubmissionCommand, SubmissionContext>;

/** What the RPCs work with. */
export interface RpcDeps {
  /** COG code of the region. */
  readonly region: string;
  /** The DREETS that runs the instance. */
  readonly authority: string;
  readonly views: Views;
  readonly base: Base;
  readonly clock: Clock;
  readonly catalogues: Catalogues;
  readonly targets: TargetRunner;
  readonly submissions: Submissions;
  readonly known: Known;
}
