import { tokens } from '@cpom/kernel';
import type { Query, StoredRow } from '@cpom/platform';
import type { CampaignPage, CampaignRow, IndicatorsServer, ListCampaignsRequest } from '@cpom/proto/indicators/v1/indicators';
import type { Allowed, Handlers } from '@cpom/service';
import type { RpcDeps } from '../deps.ts';
import { previousOf } from './gather.ts';
import { toRow } from './summary.ts';
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
  const asks = await known.asks();
  return new Set([...mine, ...asks.filter(({ funds }) => funds.some((fund) => mine.has(fund))).flatMap(({ services }) => services)]);
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

async function whole(deps: RpcDeps, { row, name }: Named): Promise<CampaignRow> {
  const [{ state }, previous] = await Promise.all([deps.submissions.load(row.stream), previousOf(deps, row.doc.campaign, row.doc.service)]);
  return toRow(row.doc, state, previous, name, deps.clock.today());
}

async function list(deps: RpcDeps, request: ListCampaignsRequest, allowed: Allowed): Promise<CampaignPage> {
  const upToDate = await deps.base.projections.reached(request.atLeast);
  const [rows, organisations, services] = await Promise.all([
    deps.views.list<CampaignDoc>(campaignList.view, queryOf(request)), deps.known.organisations(), visible(deps, allowed),
  ]);
  const named = rows.filter(({ doc }) => services?.has(doc.service) ?? true).map((row) => ({ row, name: organisations.get(row.doc.service)?.name ?? row.doc.service }));
  const found = sorted(named.filter((one) => matches(one, request, deps.clock.today())), request);
  const page = found.slice(request.offset, request.offset + Math.min(request.limit || 50, mostRows));
  return { campaigns: await Promise.all(page.map((one) => whole(deps, one))), total: found.length, upToDate };
}

/** The RPC that lists submissions: names and counts are joined when read. */
export const listHandlers = (deps: RpcDeps): Pick<Handlers<IndicatorsServer>, 'listCampaigns'> => ({ listCampaigns: (request, allowed) => list(deps, request, allowed) });
