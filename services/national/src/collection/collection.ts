import { fold, type Day } from '@cpom/kernel';
import type { Collection, RegionCollection } from '@cpom/proto/national/v1/national';
import type { Standings } from '../cover/coverage.ts';
import { choice, finder, pageOf, sortedBy, type Key } from '../paging.ts';
import { collectionSentence } from '../sentences.ts';
import { nameOn } from '../world/names.ts';
import type { RegionData, World } from '../world/world.ts';
import { collectionFigures } from './figures.ts';
import { reportsOf, submissionRow, type Report } from './rows.ts';

/** What GetCollection is asked, its period and date apart. */
export interface CollectionAsked {
  readonly region: string;
  readonly state: string;
  readonly contains: string;
  readonly sort: string;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** A period that some campaign asks about. */
export interface PeriodKnown {
  readonly campaign: string;
  readonly to: Day;
}

/** Every period known, the latest first; of two that end together, the longer one first (its code is the shorter). */
export function periodsOf(world: World): PeriodKnown[] {
  const found = new Map(world.regions.flatMap(({ periods }) => [...periods].flatMap(([campaign, [first]]) => (first ? [[campaign, first.to] as const] : []))));
  return [...found].map(([campaign, to]) => ({ campaign, to }))
    .sort((a, b) => b.to.localeCompare(a.to) || a.campaign.length - b.campaign.length || b.campaign.localeCompare(a.campaign));
}

const tests = {
  all: () => true,
  late: ({ lateDays }: Report) => lateDays > 0,
  'submitted-late': ({ submitted, lateDays }: Report) => submitted && lateDays > 0,
  overdue: ({ overdue }: Report) => overdue,
  awaited: ({ submission, submitted }: Report) => submission !== undefined && !submitted,
  asked: ({ submission }: Report) => submission !== undefined,
  submitted: ({ submitted }: Report) => submitted,
  approved: ({ approved }: Report) => approved,
  'without-campaign': ({ submission }: Report) => submission === undefined,
} as const;

const keysOn = (on: Day): Record<string, (report: Report) => Key> => ({
  region: ({ region }) => fold(region.place.name),
  service: ({ region, service }) => nameOn(region.organisations.get(service), on)?.folded ?? service,
  'late-days': ({ lateDays }) => lateDays,
  state: ({ submission }) => submission?.state,
  answered: ({ submission }) => (submission && submission.asked > 0 ? submission.answered / submission.asked : undefined),
});

/** The reports of a period by region; a region that was never heard has none. */
export interface Reports {
  readonly on: Day;
  readonly campaign: string;
  readonly byRegion: ReadonlyMap<string, readonly Report[]>;
}

/** The day on which being under contract makes a report due: the last of the period, or the day asked for while it runs. */
export const dueFrom = ({ to }: PeriodKnown, on: Day): Day => (to < on ? to : on);

/** `standings`: those of the day that `dueFrom` says. */
export function reportsOn({ campaign }: PeriodKnown, standings: Standings, on: Day): Reports {
  const byRegion = [...standings.byRegion].map(([code, { region, standings: own }]) => [code, reportsOf(region, campaign, own, on)] as const);
  return { on, campaign, byRegion: new Map(byRegion) };
}

export function matchingReports({ byRegion }: Reports, { region, state, contains }: Pick<CollectionAsked, 'region' | 'state' | 'contains'>): Report[] {
  const test = tests[choice('state', state, ['all', 'late', 'submitted-late', 'overdue', 'awaited', 'asked', 'submitted', 'approved', 'without-campaign'])];
  const found = finder(contains);
  const within = region === '' ? [...byRegion.values()].flat() : byRegion.get(region) ?? [];
  return within.filter((report) => test(report) && (contains === ''
    || found(`${report.service} ${report.region.organisations.get(report.service)?.searched ?? ''}`)));
}

export function regionCollection({ place, connected, dataAt }: RegionData, reports: Reports): RegionCollection {
  const own = reports.byRegion.get(place.code);
  return { region: place.code, name: place.name, connected, dataAt, figures: own ? collectionFigures(own) : undefined };
}

/** How complete and how late a period is: by region, and the reports that a filter keeps. */
export function collectionOf(world: World, reports: Reports, asked: CollectionAsked): Collection {
  const { on, campaign } = reports;
  const nation = collectionFigures([...reports.byRegion.values()].flat());
  const matching = matchingReports(reports, asked);
  const key = choice('sort', asked.sort, ['region', 'service', 'late-days', 'state', 'answered']);
  const sorted = sortedBy(matching, keysOn(on)[key] ?? (() => undefined), asked.descending);
  return {
    on, period: campaign, periods: periodsOf(world).map((period) => period.campaign), nation,
    regions: world.regions.map((region) => regionCollection(region, reports)),
    submissions: pageOf(sorted, asked).map((report) => submissionRow(report, campaign, on)),
    total: matching.length, sentence: collectionSentence(nation),
  };
}
