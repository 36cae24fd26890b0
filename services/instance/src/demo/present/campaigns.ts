import { addDays, day, type Day } from '@cpom/kernel';
import {
  CheckLinesRequest, GetCampaignRequest, OpenCampaignRequest, RecordPastSubmissionRequest, ReturnLineRequest, SaveCellsRequest, SetTargetRequest, SubmissionRequest,
  type CampaignGrid,
} from '@cpom/proto/indicators/v1/indicators';
import { campaignYear, type Around } from '../dates.ts';
import { each } from '../each.ts';
import { demoServices } from '../directory/organisations.ts';
import { founding } from '../directory/services.ts';
import type { Session, Who } from '../session.ts';
import { answersTo, pastValue, withTrouble } from './answers.ts';
import { serviceId } from './describe.ts';
import { foundingLines } from './lines.ts';
import { countOf, type Counted } from './numbers.ts';
import type { Bodies, LivingCampaign } from './types.ts';

/** One service's campaign on its way. */
interface Running {
  readonly session: Session;
  readonly bodies: Bodies;
  readonly campaign: string;
  readonly counted: Counted;
  readonly living: LivingCampaign;
}

const cause = ({ campaign, counted }: Running, what: string): string => `demo-${campaign}-${counted.service}-${what}`;
const about = (running: Running, what: string) => ({ cause: cause(running, what), campaign: running.campaign, service: running.counted.service });
const lead = ({ counted }: Running): Who => ({ role: 'spsti-lead', organisation: counted.service });
const director = ({ counted }: Running): Who => ({ role: 'spsti-director', organisation: counted.service });
const agents = ({ bodies }: Running): readonly Who[] => [{ role: 'dreets-agent', organisation: bodies.authority }, { role: 'fund-agent', organisation: bodies.fund }];

/** 30 April of the next year (D.4622-54), or three weeks ahead when that is near or past. A late one was due twelve days ago. */
function dueOn({ today }: Around, { living, campaign }: Running): Day {
  if (living.reached === 'late') return addDays(today, -12);
  const usual = day(`${Number(campaign) + 1}-04-30`);
  return usual > addDays(today, 21) ? usual : addDays(today, 21);
}

async function opened(running: Running): Promise<CampaignGrid> {
  const { session, campaign, counted, living } = running;
  const agent = await session.indicators({ role: 'dreets-agent', organisation: running.bodies.authority });
  const { submissions } = await agent.openCampaign(OpenCampaignRequest.fromPartial({
    cause: cause(running, 'open'), campaign, dueOn: dueOn(session.around, running), services: [counted.service], indicators: [...(living.codes ?? [])],
  }));
  const refused = submissions.find(({ outcome }) => outcome === 'refused');
  if (refused) throw new Error(`campaign ${campaign} of ${living.service}: ${refused.message}`);
  return agent.getCampaign(GetCampaignRequest.fromPartial({ campaign, service: counted.service }));
}

/** Asked 46 lines, it has answered 34, of which two need attention; of fewer lines, three quarters. */
async function fillPartly(running: Running, { rows }: CampaignGrid): Promise<void> {
  const cells = withTrouble(answersTo(rows, 'spsti', running.counted));
  const answered = cells.length === 46 ? 34 : Math.floor(cells.length * 0.75);
  await (await running.session.indicators(lead(running))).saveCells(SaveCellsRequest.fromPartial({ ...about(running, 'save'), cells: cells.slice(0, answered) }));
}

async function submit(running: Running, { rows }: CampaignGrid): Promise<void> {
  const { session, counted, bodies } = running;
  await (await session.indicators(lead(running))).saveCells(SaveCellsRequest.fromPartial({ ...about(running, 'save'), cells: answersTo(rows, 'spsti', counted) }));
  const ofFund = answersTo(rows, 'fund', counted);
  if (ofFund.length > 0) {
    const fund = await session.indicators({ role: 'fund-agent', organisation: bodies.fund });
    await fund.saveCells(SaveCellsRequest.fromPartial({ ...about(running, 'save-fund'), cells: ofFund }));
  }
  await (await session.indicators(director(running))).submit(SubmissionRequest.fromPartial(about(running, 'submit')));
}

async function check(running: Running, who: Who): Promise<void> {
  const checker = await running.session.indicators(who);
  await checker.checkLines(CheckLinesRequest.fromPartial(about(running, `check-${who.role}`)));
  await checker.finishCheck(SubmissionRequest.fromPartial(about(running, `finish-${who.role}`)));
}

async function sendBack(running: Running): Promise<void> {
  const [agent] = agents(running);
  await (await running.session.indicators(agent)).returnLine(ReturnLineRequest.fromPartial({
    ...about(running, 'return'), indicator: 'TMS-03', reason: 'Le total a baissé alors que l’équipe TMS s’est renforcée : vérifiez que toutes les entreprises sont comptées.',
  }));
}

async function approve(running: Running): Promise<void> {
  for (const who of agents(running)) await check(running, who);
  const [agent] = agents(running);
  await (await running.session.indicators(agent)).approve(SubmissionRequest.fromPartial(about(running, 'approve')));
}

async function run(running: Running): Promise<void> {
  const { living: { reached } } = running;
  const grid = await opened(running);
  if (reached === 'untouched' || reached === 'late') return;
  if (reached === 'partial') return fillPartly(running, grid);
  await submit(running, grid);
  if (reached === 'checking') return check(running, { role: 'fund-agent', organisation: running.bodies.fund });
  if (reached === 'returned') return sendBack(running);
  if (reached === 'approved') return approve(running);
}

/** What is known of a past year, taken over at once: fictitious, sent and approved in the spring after. */
async function record({ session, counted, campaign }: Running, codes: readonly string[]): Promise<void> {
  const indicators = await session.indicators();
  const next = Number(campaign) + 1;
  const cells = codes.flatMap((indicator) => {
    const value = pastValue(indicator, counted);
    return value ? [{ indicator, value }] : [];
  });
  const isPast = `${next}-06-05` <= session.around.today;
  const [submittedOn, approvedOn] = isPast ? [`${next}-04-18`, `${next}-06-05`] : [session.around.days(-2), session.around.days(-1)];
  await indicators.recordPastSubmission(RecordPastSubmissionRequest.fromPartial({
    cause: `demo-past-${campaign}-${counted.service}`, campaign, service: counted.service, cells, submittedOn, approvedOn, origin: 'fictif',
  }));
}

const countedIn = (region: string, service: string, year: number): Counted => {
  const employees = demoServices(region).get(service)?.invented?.employees ?? 10_000;
  return { service: serviceId(region, service), employees: Math.round(employees * (1 + (year - 2022) / 100)), year };
};

async function target({ session, counted, campaign }: Running): Promise<void> {
  const indicators = await session.indicators();
  for (const indicator of ['PDP-C-02', 'TMS-01']) {
    const value = Math.ceil((countOf(indicator, counted) ?? 0) * 1.08 / 5) * 5;
    await indicators.setTarget(SetTargetRequest.fromPartial({ cause: `demo-target-${campaign}-${counted.service}-${indicator}`, indicator, year: Number(campaign), service: counted.service, value, origin: 'fictif' }));
  }
}

/** Opens the year's campaigns and brings each to where the scenario says; the years between 2022 and then are taken over. */
export async function loadCampaigns(session: Session, bodies: Bodies, campaigns: readonly LivingCampaign[]): Promise<void> {
  const region = session.instance.info.code;
  const year = campaignYear(session.around);
  const running = (living: LivingCampaign, of: number): Running =>
    ({ session, bodies, living, campaign: String(of), counted: countedIn(region, living.service, of) });
  const first = region === '24' ? 2023 : year - 2;
  const pastOf = campaigns.filter(({ service }) => region !== '24' || founding.some(({ shortName }) => shortName === service));
  await each(pastOf.flatMap((living) => Array.from({ length: year - first }, (_, index) => running(living, first + index))), (one) => record(one, foundingLines));
  await each(campaigns, async (living) => {
    const one = running(living, year);
    await target(one);
    await (living.reached === 'recorded' ? record(one, foundingLines) : run(one));
  });
}
