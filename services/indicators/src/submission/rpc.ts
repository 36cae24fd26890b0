import { day, Refusal, type Actor } from '@cpom/kernel';
import type { Done } from '@cpom/platform';
import type { Written } from '@cpom/proto/directory/v1/directory';
import type { CellOutcome, IndicatorsServer, SaveCellsReply, SaveCellsRequest } from '@cpom/proto/indicators/v1/indicators';
import type { Allowed, Handlers } from '@cpom/service';
import type { RpcDeps } from '../deps.ts';
import type { SubmissionCommand } from './commands.ts';
import { submissionStream, type Submission } from './contract.ts';
import { judge, type CellEntry } from './entry.ts';
import { contextOf } from './gather.ts';
import { toMessages } from './grid-wire.ts';
import { countsOf, messagesOf } from './left.ts';
import { answersFor } from './locks.ts';
import { toReceipt } from './receipt.ts';
import { empty, sameValue, type Value } from './value.ts';
import { fromCellInput, toCellValue } from './wire.ts';

type Names = 'saveCells' | 'explainCell' | 'submit' | 'recall' | 'checkLines' | 'returnLine' | 'finishCheck' | 'approve' | 'reopen' | 'postponeDue';

interface About {
  readonly cause: string;
  readonly campaign: string;
  readonly service: string;
}

const mostCells = 500;

/** Runs a command on one submission, with what its decision must know. */
export async function runSubmission(deps: RpcDeps, about: About, command: SubmissionCommand, actor: Actor): Promise<Done<Submission>> {
  const context = await contextOf(deps, about.campaign, about.service);
  return deps.submissions.run({ stream: submissionStream(deps.region, about.campaign, about.service), cause: about.cause, command, actor, context });
}

/** What became of one entry: read from what the cell is now; a request sent twice finds its own value and changes nothing. */
function outcomeOf(before: Submission, after: Submission, entry: CellEntry, actor: Actor, previous: ReadonlyMap<string, Value>): CellOutcome {
  const cell = after.cells.get(entry.indicator);
  const shared = {
    indicator: entry.indicator, cellVersion: cell?.version ?? 0, value: toCellValue(cell?.value ?? empty),
    messages: toMessages(after, messagesOf(after, previous).filter(({ indicator }) => indicator === entry.indicator)),
  };
  const stands = sameValue(cell?.value ?? empty, entry.value) && (entry.explanation === '' || cell?.explanation === entry.explanation);
  if (stands && cell && cell.version > (before.cells.get(entry.indicator)?.version ?? 0)) return { ...shared, outcome: 'saved', refusal: '' };
  const verdict = judge(after, entry, answersFor(after, actor));
  if (verdict.kind === 'refused' || verdict.kind === 'conflict') return { ...shared, outcome: verdict.kind, refusal: verdict.message };
  return { ...shared, outcome: 'unchanged', refusal: '' };
}

async function save(deps: RpcDeps, request: SaveCellsRequest, { actor }: Allowed): Promise<SaveCellsReply> {
  if (request.cells.length > mostCells) throw new Refusal('too-large', `Au plus ${mostCells} cases à la fois : envoyez le reste ensuite.`);
  const cells = request.cells.map(fromCellInput);
  const { state: before } = await deps.submissions.load(submissionStream(deps.region, request.campaign, request.service));
  const context = await contextOf(deps, request.campaign, request.service);
  const { state, position, version } = await runSubmission(deps, request, { kind: 'save', cells }, actor);
  return {
    cells: cells.map((entry) => outcomeOf(before, state, entry, actor, context.previous)), position, version,
    savedAt: deps.clock.now(), ...countsOf(state, 'spsti'),
  };
}

/** The RPCs that write to a submission. */
export function submissionHandlers(deps: RpcDeps): Pick<Handlers<IndicatorsServer>, Names> {
  const run = async (about: About, command: SubmissionCommand, { actor }: Allowed): Promise<Written> => {
    const { stream, position, version } = await runSubmission(deps, about, command, actor);
    return { id: stream, position, version };
  };
  return {
    saveCells: (request, allowed) => save(deps, request, allowed),
    explainCell: ({ indicator, explanation, ...about }, allowed) => run(about, { kind: 'explain', indicator, explanation }, allowed),
    submit: async ({ reason, ...about }, { actor }) => {
      const { state, position } = await runSubmission(deps, about, { kind: 'submit', reason }, actor);
      return toReceipt(state, position) ?? Promise.reject(new Error('a submission without a receipt'));
    },
    recall: ({ reason, ...about }, allowed) => run(about, { kind: 'recall', reason }, allowed),
    checkLines: ({ indicators, ...about }, allowed) => run(about, { kind: 'check', indicators }, allowed),
    returnLine: ({ indicator, reason, ...about }, allowed) => run(about, { kind: 'return', indicator, reason }, allowed),
    finishCheck: (about, allowed) => run(about, { kind: 'finish-check' }, allowed),
    approve: (about, allowed) => run(about, { kind: 'approve' }, allowed),
    reopen: ({ reason, ...about }, allowed) => run(about, { kind: 'reopen', reason }, allowed),
    postponeDue: async ({ dueOn, reason, ...about }, allowed) => run(about, { kind: 'postpone', dueOn: day(dueOn), reason }, allowed),
  };
}
