import type { Day } from '@cpom/kernel';
import type { FigureExplanation } from '@cpom/proto/national/v1/national';
import { matchingReports, type Reports } from './collection/collection.ts';
import { collectionFigures } from './collection/figures.ts';
import { submissionRow } from './collection/rows.ts';
import { contractPage } from './cover/contract-row.ts';
import { regionCoverage, type Standings } from './cover/coverage.ts';
import { servicePage } from './cover/services.ts';
import type { Figure } from './figures.ts';
import { pageOf } from './paging.ts';
import type { World } from './world/world.ts';

/** What ExplainFigure is asked once its words were read. */
export interface Asked {
  readonly figure: Figure;
  readonly region: string;
  readonly on: Day;
  readonly offset: number;
  readonly limit: number;
}

const plain = { contains: '', descending: false, service: '', sort: '' };

function valueOf(world: World, standings: Standings, all: Reports, { figure, region }: Asked): number {
  const home = world.regions.find(({ place }) => place.code === region);
  const coverage = home ? regionCoverage(home, standings).figures : standings.figures;
  const reports = matchingReports(all, { region, state: '', contains: '' });
  return coverage ? figure.value({ coverage, collection: collectionFigures(reports) }) : 0;
}

function madeOf(world: World, standings: Standings, all: Reports, asked: Asked): FigureExplanation['madeOf'] {
  const { figure: { list, filter }, region, on, offset, limit } = asked;
  const page = { ...plain, region, offset, limit };
  if (list === 'services') return { $case: 'services', value: servicePage(world, standings, { ...page, coverage: filter }) };
  if (list === 'contracts') return { $case: 'contracts', value: contractPage(world, on, { ...page, status: filter }) };
  const reports = matchingReports(all, { region, state: filter, contains: '' });
  const rows = pageOf(reports, page).map((report) => submissionRow(report, all.campaign, on));
  return { $case: 'submissions', value: { submissions: rows, total: reports.length } };
}

/** A figure with what it means and the list it is made of. */
export function explained(world: World, standings: Standings, reports: Reports, asked: Asked): FigureExplanation {
  const { name, label, definition, filter } = asked.figure;
  return { figure: name, label, definition, filter, value: valueOf(world, standings, reports, asked), madeOf: madeOf(world, standings, reports, asked) };
}
