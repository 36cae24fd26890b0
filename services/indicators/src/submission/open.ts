import { day, Refusal, type Actor, type Day } from '@cpom/kernel';
import type { IndicatorsServer, OpenCampaignReply, OpenedSubmission, RecordPastSubmissionRequest } from '@cpom/proto/indicators/v1/indicators';
import type { Handlers } from '@cpom/service';
import { catalogueStream, versionDuring, type Catalogue } from '../catalogue/contract.ts';
import type { Indicator } from '../catalogue/definition.ts';
import type { RpcDeps } from '../deps.ts';
import { askedOf, servicesAsked, type AskDoc } from '../reactions.ts';
import type { Opening } from './commands.ts';
import { periodOf, usualDueDate, type Period } from './period.ts';
import { runSubmission } from './rpc.ts';
import { fromCellInput } from './wire.ts';

type Names = 'openCampaign' | 'recordPastSubmission';

/** What an opening is made from: the catalogue, what contracts ask, and the period. */
interface Ground {
  readonly catalogue: Catalogue;
  readonly asks: readonly AskDoc[];
  readonly period: Period;
}

async function groundOf(deps: RpcDeps, campaign: string): Promise<Ground> {
  const [{ state: catalogue }, asks] = await Promise.all([deps.catalogues.load(catalogueStream(deps.region)), deps.known.asks()]);
  return { catalogue, asks, period: periodOf(campaign) };
}

/** The versions that the period asks, in the catalogue's order; a ratio brings what it is computed from. Codes that are not catalogued are left out. */
function linesFor({ catalogue, period }: Ground, codes: readonly string[]): readonly Indicator[] {
  const find = (code: string): Indicator | undefined => versionDuring(catalogue, code, period.from, period.to);
  const parts = codes.flatMap((code) => {
    const ratio = find(code)?.ratio;
    return ratio ? [ratio.numerator, ...(ratio.denominatorPrevious ? [] : [ratio.denominator])] : [];
  });
  const wanted = new Set([...codes, ...parts]);
  return [...catalogue.indicators.keys()].filter((code) => wanted.has(code)).flatMap((code) => find(code) ?? []);
}

function openingOf(deps: RpcDeps, ground: Ground, campaign: string, service: string, dueOn: string, codes: readonly string[]): Opening {
  const asked = askedOf(ground.asks, service, ground.period.from, ground.period.to);
  const lines = linesFor(ground, codes.length > 0 ? codes : asked.indicators);
  return { region: deps.region, service, campaign, dueOn: dueOn === '' ? usualDueDate(ground.period) : day(dueOn), lines, contracts: asked.contracts };
}

export interface OpenOne {
  readonly cause: string;
  readonly campaign: string;
  readonly service: string;
  readonly dueOn: string;
  readonly indicators: readonly string[];
}

/** Opens one submission; a refusal is an outcome, so that the other services' go on. */
async function openOne(deps: RpcDeps, ground: Ground, one: OpenOne, actor: Actor): Promise<OpenedSubmission & { readonly position: number }> {
  try {
    const opening = openingOf(deps, ground, one.campaign, one.service, one.dueOn, one.indicators);
    const before = await deps.submissions.load(`submission-${deps.region}-${one.campaign}-${one.service}`);
    const { state, version, position } = await runSubmission(deps, one, { kind: 'open', ...opening }, actor);
    const outcome = version === before.version ? 'unchanged' : before.version === 0 ? 'opened' : 'lines-added';
    return { service: one.service, outcome, asked: state.lines.length, message: '', position };
  } catch (error) {
    if (error instanceof Refusal) return { service: one.service, outcome: 'refused', asked: 0, message: error.message, position: 0 };
    throw error;
  }
}

/** Opens what the calendar asks for: the first campaign of a service whose contract was signed here. */
export async function openFirst(deps: RpcDeps, one: Pick<OpenOne, 'cause' | 'campaign' | 'service'>, actor: Actor): Promise<OpenedSubmission> {
  return openOne(deps, await groundOf(deps, one.campaign), { ...one, dueOn: '', indicators: [] }, actor);
}

async function recordPast(deps: RpcDeps, request: RecordPastSubmissionRequest, actor: Actor) {
  const { campaign, service, submittedOn, approvedOn, origin } = request;
  const ground = await groundOf(deps, campaign);
  const cells = request.cells.map(fromCellInput);
  const codes = request.indicators.length > 0 ? request.indicators : cells.map(({ indicator }) => indicator);
  const opening = openingOf(deps, ground, campaign, service, request.dueOn, codes);
  const command = { kind: 'record-past' as const, ...opening, cells, submittedOn, approvedOn, origin: origin || 'reprise' };
  const { stream, position, version } = await runSubmission(deps, request, command, actor);
  return { id: stream, position, version };
}

/** The RPCs that bring a submission into being. */
export function openHandlers(deps: RpcDeps): Pick<Handlers<IndicatorsServer>, Names> {
  return {
    openCampaign: async ({ cause, campaign, dueOn, services, indicators }, { actor }): Promise<OpenCampaignReply> => {
      const ground = await groundOf(deps, campaign);
      const { from, to }: { from: Day; to: Day } = ground.period;
      const all = services.length > 0 ? services : servicesAsked(ground.asks, from, to);
      if (all.length === 0) throw new Refusal('rule', "Aucun service n'a de contrat en vigueur avec des indicateurs sur cette période : désignez les services, ou complétez les fiches action.");
      const opened: Awaited<ReturnType<typeof openOne>>[] = [];
      for (const service of new Set(all)) opened.push(await openOne(deps, ground, { cause, campaign, service, dueOn, indicators }, actor));
      return { submissions: opened.map(({ position: _position, ...one }) => one), position: Math.max(...opened.map(({ position }) => position)) };
    },
    recordPastSubmission: (request, { actor }) => recordPast(deps, request, actor),
  };
}
