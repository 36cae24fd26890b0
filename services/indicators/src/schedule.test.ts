import { describe, expect, test } from '@jest/globals';
import type { Day, Instant } from '@cpom/kernel';
import type { AskDoc } from './reactions.ts';
import { dueNow, type Calendar } from './schedule.ts';
import type { CampaignDoc } from './submission/views.ts';

const doc = (more: Partial<CampaignDoc>): CampaignDoc => ({
  campaign: '2025', service: 'a', dueOn: '2026-04-30' as Day, phase: 'open', answeredByAll: 0, answeredSaid: 0, saidAt: '2026-03-02T08:00:00.000Z' as Instant, reminded: [], ...more,
}) as CampaignDoc;
const ask = (more: Partial<AskDoc> = {}): AskDoc => ({ contract: 'c', services: ['a'], funds: [], indicators: ['TMS-01'], active: [{ from: '2026-01-01' as Day, to: '' }], linesShared: false, origin: 'saisie', ...more });
const due = (more: Partial<CampaignDoc>, today: string, now = `${today}T08:00:30.000Z`): readonly string[] =>
  dueNow({ now: now as Instant, today: today as Day, asks: [], submissions: [{ stream: 's', version: 7, doc: doc(more) }] }).map(({ cause }) => cause);
const opens = (calendar: Partial<Calendar>): readonly string[] =>
  dueNow({ now: '2026-03-02T08:00:00.000Z' as Instant, today: '2026-03-02' as Day, submissions: [], asks: [], ...calendar }).map(({ cause }) => cause);

describe('progress told to the nation', () => {
  test('given answers not told yet, when a minute has passed since the last word, then it is due; before, it is not', () => {
    expect(due({ answeredByAll: 3 }, '2026-03-02', '2026-03-02T08:00:59.999Z')).toEqual([]);
    expect(due({ answeredByAll: 3 }, '2026-03-02', '2026-03-02T08:01:00.000Z')).toEqual(['progress:7']);
  });
  test('given nothing new, or a submission that is sent, then nothing is due', () => {
    expect(due({ answeredByAll: 3, answeredSaid: 3 }, '2026-03-05')).toEqual([]);
    expect(due({ answeredByAll: 3, phase: 'submitted' }, '2026-03-05')).toEqual([]);
  });
});

describe('reminders of the due date', () => {
  test('given 30, 7 days and the day after, then each is due once', () => {
    expect(due({}, '2026-03-30')).toEqual([]);
    expect(due({}, '2026-03-31')).toEqual(['remind:30:2026-04-30']);
    expect(due({ reminded: [30] }, '2026-04-10')).toEqual([]);
    expect(due({ reminded: [30] }, '2026-04-23')).toEqual(['remind:7:2026-04-30']);
    expect(due({ reminded: [30, 7] }, '2026-04-30')).toEqual([]);
    expect(due({ reminded: [30, 7] }, '2026-05-01')).toEqual(['remind:-1:2026-04-30']);
    expect(due({ reminded: [30, 7, -1] }, '2026-06-01')).toEqual([]);
  });
  test('given a long downtime, then only the nearest reminder is made', () => {
    expect(due({}, '2026-05-20')).toEqual(['remind:-1:2026-04-30']);
    expect(due({ reminded: [-1] }, '2026-05-21')).toEqual([]);
  });
  test('given a submission that is sent, then nobody is reminded', () => {
    expect(due({ phase: 'checking' }, '2026-04-29')).toEqual([]);
  });
});

describe('the first campaign', () => {
  test('given a contract signed here and in force, then its services have the campaign of the year, unless they have it', () => {
    expect(opens({ asks: [ask({ services: ['a', 'b'] })], submissions: [{ stream: 's', version: 1, doc: doc({ campaign: '2026', dueOn: '' }) }] })).toEqual(['open:2026']);
  });
  test('given a contract taken over from the past, expired, not yet in force or asking nothing, then none opens by itself', () => {
    const active = (from: string, to: string) => ask({ active: [{ from: from as Day, to: to as Day }] });
    expect(opens({ asks: [ask({ origin: 'S1' }), active('2022-02-10', '2022-12-31'), active('2026-04-01', '2030-12-31'), ask({ indicators: [] })] })).toEqual([]);
  });
});
