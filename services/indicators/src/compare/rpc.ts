import { Refusal } from '@cpom/kernel';
import type { StoredRow } from '@cpom/platform';
import type { BenchmarkReply, BenchmarkRequest, IndicatorsServer, RegionalTableReply, RegionalTableRequest, TableRow } from '@cpom/proto/indicators/v1/indicators';
import type { Allowed, Handlers } from '@cpom/service';
import type { CountedLine, Indicator } from '../catalogue/definition.ts';
import type { RpcDeps } from '../deps.ts';
import { headcountOf } from '../known.ts';
import { submissionStream } from '../submission/contract.ts';
import { periodOf, yearOf } from '../submission/period.ts';
import { inTreeOrder } from '../submission/tree.ts';
import { campaignList, indicatorValues, type CampaignDoc, type ValuesDoc } from '../submission/views.ts';
import { toCellValue } from '../submission/wire.ts';
import { comparable, standing, type Peer } from './benchmark.ts';
import type { ComparedValue } from './masking.ts';
import { rowOf, type Column } from './table.ts';

type Names = 'benchmark' | 'regionalTable';
type Rows = readonly StoredRow<ValuesDoc>[];

const byCode = (values: readonly ComparedValue[]): ReadonlyMap<string, ComparedValue> => new Map(values.map((value) => [value.indicator, value]));

/** How much of each service's column a reader sees: signatories their own, the DREETS and the funds all, the others no small count. */
async function sightOf({ authority, known }: RpcDeps, { caller }: Allowed): Promise<(service: string) => Column['sight']> {
  if (caller.kind === 'service') return () => 'masked';
  const mine = new Set(caller.memberships.map(({ organisation }) => organisation));
  if (mine.has(authority)) return () => 'all';
  const asks = await known.asks();
  const isService = caller.memberships.some(({ role }) => role.startsWith('spsti-'));
  return (service) => {
    const contracts = asks.filter(({ services }) => services.includes(service));
    const shared = contracts.some(({ linesShared, services }) => linesShared && services.some((other) => mine.has(other)));
    if (mine.has(service) || shared || contracts.some(({ funds }) => funds.some((fund) => mine.has(fund)))) return 'all';
    return isService ? 'none' : 'masked';
  };
}

function linesOf(rows: Rows, indicators: readonly string[]): readonly CountedLine[] {
  const latest = new Map(rows.flatMap(({ doc }) => doc.lines).map((line) => [line.code, line]));
  return [...latest.values()].filter(({ code, unit }) => unit !== 'narrative' && (indicators.length === 0 || indicators.includes(code)));
}

function tableRows(rows: Rows, columns: readonly Column[], indicators: readonly string[]): TableRow[] {
  return inTreeOrder(linesOf(rows, indicators)).map(({ line, depth }): TableRow => {
    const row = rowOf(line, depth, columns);
    return {
      indicator: line.code, label: line.label, unit: line.unit, coreCode: line.coreCode, depth,
      values: row.values.map(toCellValue), total: toCellValue(row.total), targetTotal: row.targetTotal,
    };
  });
}

async function table(deps: RpcDeps, { year, indicators, atLeast }: RegionalTableRequest, allowed: Allowed): Promise<RegionalTableReply> {
  const upToDate = await deps.base.projections.reached(atLeast);
  const [rows, campaigns, organisations, sight] = await Promise.all([
    deps.views.list<ValuesDoc>(indicatorValues.view, { where: { year, kind: 'year' }, sort: { by: 'service' } }),
    deps.views.list<CampaignDoc>(campaignList.view, { where: { year } }), deps.known.organisations(), sightOf(deps, allowed),
  ]);
  const phases = new Map(campaigns.map(({ stream, doc }) => [stream, doc.phase]));
  const columns = rows.map(({ doc }): Column => ({ service: doc.service, values: byCode(doc.approved ? doc.values : []), sight: sight(doc.service) }));
  return {
    services: rows.map(({ stream, doc }) => ({ service: doc.service, name: organisations.get(doc.service)?.name ?? doc.service, state: phases.get(stream) ?? '' })),
    rows: tableRows(rows, columns, indicators), asked: rows.length, approved: rows.filter(({ doc }) => doc.approved).length,
    masked: columns.some((column) => column.sight !== 'all'), upToDate,
  };
}

async function peersOf(deps: RpcDeps, { campaign, service }: BenchmarkRequest): Promise<{ own: Peer; others: readonly Peer[]; lines: readonly Indicator[] }> {
  const { state } = await deps.submissions.load(submissionStream(deps.region, campaign, service));
  if (state.phase === 'none') throw new Refusal('not-found', "Cette campagne n'est pas ouverte pour ce service.");
  const [rows, organisations] = await Promise.all([deps.views.list<ValuesDoc>(indicatorValues.view, { where: { campaign } }), deps.known.organisations()]);
  const employees = (id: string): number | undefined => headcountOf(organisations.get(id), deps.region, yearOf(periodOf(campaign)))?.employees;
  const own = new Map([...state.cells].map(([code, { value }]) => [code, { indicator: code, value }]));
  return {
    own: { service, values: own, employees: employees(service) },
    others: rows.filter(({ doc }) => doc.approved && doc.service !== service).map(({ doc }) => ({ service: doc.service, values: byCode(doc.values), employees: employees(doc.service) })),
    lines: state.lines,
  };
}

/** Where a service stands: what is typed by itself beside what the others had approved. */
async function benchmark(deps: RpcDeps, request: BenchmarkRequest): Promise<BenchmarkReply> {
  const { own, others, lines } = await peersOf(deps, request);
  const { peers, basis } = comparable(own, others);
  const numeric = lines.filter(({ unit, reporter, code }) =>
    unit !== 'narrative' && unit !== 'boolean' && reporter !== 'computed' && (request.indicators.length === 0 || request.indicators.includes(code)));
  return {
    basis,
    rows: numeric.map((line) => standing(line, own, peers)).map(({ line, value, scaled, count, per, quartiles: [first, median, third] }) => ({
      indicator: line.code, label: line.label, unit: line.unit, value: toCellValue(value), scaled: toCellValue(scaled), count, per,
      firstQuartile: toCellValue(first), median: toCellValue(median), thirdQuartile: toCellValue(third),
    })),
  };
}

/** The RPCs that put services side by side. */
export const compareHandlers = (deps: RpcDeps): Pick<Handlers<IndicatorsServer>, Names> => ({
  benchmark: (request) => benchmark(deps, request),
  regionalTable: (request, allowed) => table(deps, request, allowed),
});
