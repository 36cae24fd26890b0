import { tokens } from '@cpom/kernel';
import type { Query, StoredRow } from '@cpom/platform';
import type { CampaignPage, CampaignRow, IndicatorsServer, ListCampaignsRequest } from '@cpom/proto/indicators/v1/indicators';
import type { Allowed, Handlers } from '@cpom/service';
import type { RpcDeps } from '../deps.ts';
import { heirs } from '../known.ts';
import { submissionStream, type Submission } from './contract.ts';
import { valuesOf } from './gather.ts';
import { previousCampaign } from './period.ts';
import { awaitedOf, toRow, type Awaited } from './summary.ts';
import { campaignList, type CampaignDoc } from './views.ts';

const mostRows = 500;
const inEntry: readonly string[] = ['open', 'returned', 'reopened'];

interface Named {
  readonly row: StoredRow<CampaignDoc>;
  readonly name: string;
}

/** Which services' campaigns this caller may list; undefined: all of the region's. */
async function visible({ authority, known }: RpcDeps, { caller }: Allowed): Promise<ReadonlySet<string> | undefined> {
  if (caller.kind === 'service' || caller.memberships.some(({ organisation }) => organisation === authority)) return undefined;
  const mine = new Set(caller.memberships.map(({ organisation }) => organisation));
  const [asks, organisations] = await Promise.all([known.asks(), known.organisations()]);
  const inherited = [...organisations.values()].filter(({ id, succeededBy }) => succeededBy !== '' && heirs(organisations, id).some((heir) => mine.has(heir)));
  return new Set([...mine, ...inherited.map(({ id }) => id), ...asks.filter(({ funds }) => funds.some((fund) => mine.has(fund))).flatMap(({ services }) => services)]);
}

function queryOf({ campaigns, services, states }: ListCampaignsRequest): Query {
  const where = { ...(campaigns.length > 0 ? { campaign: campaigns } : {}), ...(services.length > 0 ? { service: services } : {}), ...(states.length > 0 ? { phase: states } : {}) };
  return { where };
}

const keys: Readonly<Record<string, (one: Named) => string | number>> = {
  due_on: ({ row }) => row.doc.dueOn, service_name: ({ name }) => tokens(name).join(' '), state: ({ row }) => row.doc.phase,
  answered: ({ row }) => row.doc.answered / Math.max(1, row.doc.asked), campaign: ({ row }) => row.doc.campaign,
};

function sorted(rows: readonly Named[], { sort, descending }: ListCampaignsRequest): readonly Named[] {
  const keyOf = keys[Object.hasOwn(keys, sort) ? sort : 'due_on'] ?? (() => '');
  const direction = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    return x === y ? (a.row.key < b.row.key ? -1 : 1) : (x < y ? -1 : 1) * direction;
  });
}

function matches({ row: { doc }, name }: Named, { contains, late }: ListCampaignsRequest, today: string): boolean {
  const words = tokens(name);
  return (!late || (inEntry.includes(doc.phase) && doc.submittedAt === '' && doc.dueOn < today)) && tokens(contains).every((word) => words.some((other) => other.startsWith(word)));
}

type ReadAwaited = (row: StoredRow<CampaignDoc>) => Promise<Awaited>;

/** The checks of a state are computed once: states never change, the next one is another. */
function createAwaited({ region, submissions }: RpcDeps): ReadAwaited {
  const computed = new WeakMap<Submission, { readonly before: Submission; readonly awaited: Awaited }>();
  return async ({ stream, doc }) => {
    // What is approved awaits nothing: the checks of a list are those of what is still under way.
    if (doc.phase === 'approved') return { blocking: 0, toExplain: 0 };
    const [{ state }, { state: before }] = await Promise.all([
      submissions.load(stream), submissions.load(submissionStream(region, previousCampaign(doc.campaign), doc.service)),
    ]);
    const found = computed.get(state);
    if (found?.before === before) return found.awaited;
    const awaited = awaitedOf(state, valuesOf(before));
    computed.set(state, { before, awaited });
    return awaited;
  };
}

async function list(deps: RpcDeps, awaited: ReadAwaited, request: ListCampaignsRequest, allowed: Allowed): Promise<CampaignPage> {
  const upToDate = await deps.base.projections.reached(request.atLeast);
  const [rows, organisations, services] = await Promise.all([
    deps.views.list<CampaignDoc>(campaignList.view, queryOf(request)), deps.known.organisations(), visible(deps, allowed),
  ]);
  const named = rows.filter(({ doc }) => services?.has(doc.service) ?? true).map((row) => ({ row, name: organisations.get(row.doc.service)?.name ?? row.doc.service }));
  const found = sorted(named.filter((one) => matches(one, request, deps.clock.today())), request);
  const page = found.slice(request.offset, request.offset + Math.min(request.limit || 50, mostRows));
  const today = deps.clock.today();
  const campaigns = page.map(async ({ row, name }): Promise<CampaignRow> => toRow(row.doc, await awaited(row), name, today));
  return { campaigns: await Promise.all(campaigns), total: found.length, upToDate };
}

/** The RPC that lists submissions: names and counts are joined when read. */
export function listHandlers(deps: RpcDeps): Pick<Handlers<IndicatorsServer>, 'listCampaigns'> {
  const awaited = createAwaited(deps);
  return { listCampaigns: (request, allowed) => list(deps, awaited, request, allowed) };
}
