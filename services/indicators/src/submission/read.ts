import { Refusal, type Actor } from '@cpom/kernel';
import type { CampaignGrid, CellHistoryReply, GetCampaignRequest, IndicatorsServer, LeftItem, ReadBlockReply, ReadBlockRequest, Step } from '@cpom/proto/indicators/v1/indicators';
import { actorOf, type Allowed, type Handlers } from '@cpom/service';
import type { RpcDeps } from '../deps.ts';
import { readCsv, readPasted } from '../formats/block.ts';
import { headcountOf } from '../known.ts';
import { submissionStream, type Submission } from './contract.ts';
import { previousOf, yearTargets } from './gather.ts';
import { gridOf, type GridLine } from './grid.ts';
import { toGridRow } from './grid-wire.ts';
import { leftTo } from './left.ts';
import { yearOf } from './period.ts';
import { proposalsFor } from './proposals.ts';
import { toReceipt } from './receipt.ts';
import { historyOf } from './sentences.ts';
import { stepsOf } from './steps.ts';
import { stateRow } from './summary.ts';
import type { Value } from './value.ts';
import { toCellInput, toCellValue } from './wire.ts';

type Names = 'getCampaign' | 'cellHistory' | 'readBlock';
type Previous = ReadonlyMap<string, Value>;

async function existing({ region, submissions }: RpcDeps, campaign: string, service: string): Promise<Submission> {
  const { state } = await submissions.load(submissionStream(region, campaign, service));
  if (state.phase === 'none') throw new Refusal('not-found', "Cette campagne n'est pas ouverte pour ce service.");
  return state;
}

/** Somebody may hold several roles here: each counts for what it allows. */
async function actorsOf({ authority, known }: RpcDeps, service: string, { caller, actor }: Allowed): Promise<readonly Actor[]> {
  if (caller.kind === 'service') return [actor];
  const concerned = new Set([authority, ...(await known.heirsOf(service)), ...(await known.fundsOf(service))]);
  return caller.memberships.filter(({ organisation }) => concerned.has(organisation)).map((membership) => actorOf(caller, membership));
}

function bestSteps(state: Submission, actors: readonly Actor[], previous: Previous): Step[] {
  const each = actors.map((actor) => stepsOf(state, actor, previous));
  return (each[0] ?? []).map(({ name }, index) => {
    const ways = each.map((steps) => steps[index]?.obstacles ?? []).sort((a, b) => a.length - b.length);
    return { name, possible: ways[0]?.length === 0, obstacles: [...(ways[0] ?? [])] };
  });
}

/** Before it is sent, what is left to the service; afterwards, what is left to the fund, to the DREETS and to the checks. */
function leftItems(state: Submission, previous: Previous): LeftItem[] {
  const others = (['fund', 'dreets'] as const).flatMap((side) => leftTo(state, side, previous).map((item) => ({ ...item, why: `${side}-line` })));
  return state.phase === 'approved' ? [] : [...leftTo(state, 'spsti', previous), ...others];
}

function bestRows(state: Submission, actors: readonly Actor[], reading: Omit<Parameters<typeof gridOf>[1], 'actor'>): readonly GridLine[] {
  const [first = [], ...others] = actors.map((actor) => gridOf(state, { actor, ...reading }));
  return first.map((row, index) => [row, ...others.flatMap((rows) => rows[index] ?? [])].find(({ lock }) => lock === undefined) ?? row);
}

async function grid(deps: RpcDeps, { campaign, service, atLeast }: GetCampaignRequest, allowed: Allowed): Promise<CampaignGrid> {
  const state = await existing(deps, campaign, service);
  const year = state.period ? yearOf(state.period) : 0;
  const [previous, targets, organisations, actors] = await Promise.all([
    previousOf(deps, campaign, service), yearTargets(deps, service, year), deps.known.organisations(), actorsOf(deps, service, allowed),
  ]);
  const organisation = organisations.get(service);
  const proposals = proposalsFor(state.lines, previous, headcountOf(organisation, deps.region, year));
  return {
    summary: stateRow(state, previous, organisation?.name ?? service, deps.clock.today()),
    rows: bestRows(state, actors, { previous, proposals }).map((row) => toGridRow(state, row, targets.get(row.line.code))),
    left: leftItems(state, previous), steps: bestSteps(state, actors, previous), history: historyOf(state),
    contracts: [...state.contracts], receipt: toReceipt(state), origin: state.origin, version: state.version,
    upToDate: await deps.base.projections.reached(atLeast),
  };
}

function block(state: Submission, { format, text, firstIndicator }: ReadBlockRequest): ReadBlockReply {
  const { cells, errors } = format === 'csv' ? readCsv(state.lines, text) : readPasted(state.lines, text, firstIndicator);
  return { cells: cells.map((entry) => ({ ...toCellInput(entry), expectedVersion: state.cells.get(entry.indicator)?.version ?? 0 })), errors: [...errors] };
}

function cellChanges(state: Submission, indicator: string): CellHistoryReply {
  const changes = state.changes.get(indicator) ?? [];
  return {
    changes: changes.map(({ at, actor, what, before, after, why, origin }) => ({
      recordedAt: at, actorId: actor.actorId, role: actor.role, organisation: actor.organisation, what,
      before: toCellValue(before), after: toCellValue(after), why, origin,
    })),
  };
}

/** The RPCs that read one submission. */
export const readHandlers = (deps: RpcDeps): Pick<Handlers<IndicatorsServer>, Names> => ({
  getCampaign: (request, allowed) => grid(deps, request, allowed),
  cellHistory: async ({ campaign, service, indicator }) => cellChanges(await existing(deps, campaign, service), indicator),
  readBlock: async (request) => block(await existing(deps, request.campaign, request.service), request),
});
