import type { CollectionFigures } from '@cpom/proto/national/v1/national';
import type { Report } from './rows.ts';

const median = (sorted: readonly number[]): number => sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;

/** How complete and how late the reports given are. */
export function collectionFigures(reports: readonly Report[]): CollectionFigures {
  const asked = reports.filter(({ submission }) => submission !== undefined);
  const late = asked.map(({ lateDays }) => lateDays).filter((days) => days > 0).sort((a, b) => a - b);
  const sum = (of: (report: Report) => number): number => asked.reduce((total, report) => total + of(report), 0);
  return {
    submissions: asked.length,
    submitted: sum(({ submitted }) => Number(submitted)),
    approved: sum(({ approved }) => Number(approved)),
    submittedLate: sum(({ submitted, lateDays }) => Number(submitted && lateDays > 0)),
    overdue: sum(({ overdue }) => Number(overdue)),
    linesAsked: sum(({ submission }) => submission?.asked ?? 0),
    linesAnswered: sum(({ submission }) => submission?.answered ?? 0),
    withoutCampaign: reports.length - asked.length,
    lateDaysMedian: median(late),
    lateDaysLongest: late.at(-1) ?? 0,
  };
}
