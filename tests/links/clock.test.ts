import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { startIndicators } from '@cpom/indicators';
import { openEmbeddedJournal } from '@cpom/platform';
import { DirectoryClient, GetOrganisationRequest, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { GetCampaignRequest, IndicatorsClient, OpenCampaignRequest, type IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';
import { connect, type Running } from '@cpom/service';
import { testClock } from '@cpom/testing';
import { ListDivergencesRequest } from '@cpom/proto/collector/v1/collector';
import { foundingCodes } from '../../services/indicators/src/catalogue/core.ts';
import { startLinked, type Linked } from './linked.fixture.ts';

// The clock of one instance is hours off, forwards then backwards; the nation's is right. Validity of certificates is the machine's
// own clock and is in links.test.ts.
const right = '2026-03-02T08:00:00.000Z';
const [nineHoursAhead, thirtyHoursBehind] = ['2026-03-02T17:00:00.000Z', '2026-03-01T02:00:00.000Z'];

describe('a region whose clock is wrong', () => {
  const clock = testClock(right);
  let linked: Linked;
  beforeAll(async () => { linked = await startLinked({ clock }); });
  afterAll(() => linked.stop());

  test('given a clock put forward, then backward, then right, when the region goes on, then the nation has all, in order, and nothing was read again', async () => {
    await linked.register('fund-right');
    await linked.agreed(1);
    for (const [index, moment] of [nineHoursAhead, thirtyHoursBehind, right].entries()) {
      clock.set(moment);
      await linked.register(`fund-${index}`);
      await linked.agreed(index + 2);
    }
    expect(await linked.link()).toMatchObject({ refills: 0, problem: '' });
    const { divergences } = await linked.ask((calls) => calls.listDivergences(ListDivergencesRequest.fromPartial({ peer: '24' })));
    expect(divergences).toEqual([]);
  });

  test('given a region that starts again with its clock behind what it wrote, then its links resume where they were', async () => {
    await linked.stopRegion();
    clock.set(thirtyHoursBehind);
    await linked.startRegion();
    await linked.register('fund-after');
    await linked.agreed(5);
    expect((await linked.link())?.refills).toBe(0);
    clock.set(right);
  });

  test('given a token made an hour ahead or an hour behind, then it is refused, and the next one heals it', async () => {
    const connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', linked.region.addressOf('directory'));
    const read = (token: string) => connection.as(token).getOrganisation(GetOrganisationRequest.fromPartial({ id: 'fund-right' }));
    const moments = ['2026-03-02T07:00:00.000Z', '2026-03-02T09:00:00.000Z'];
    for (const moment of moments) {
      clock.set(moment);
      const token = await linked.region.tokenOfService('instance');
      clock.set(right);
      await expect(read(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    expect((await read(await linked.region.tokenOfService('instance'))).state?.id).toBe('fund-right');
    connection.close();
  });

  test('given the journal, then each commit bears the time that the clock told, and order is that of the writing', async () => {
    await linked.stopRegion();
    const journal = await openEmbeddedJournal({ file: join(linked.region.dir, 'directory', 'journal.sqlite'), newEpochId: () => 'unused' });
    const commits = await journal.after(undefined, 100);
    expect(commits.map(({ stream, recordedAt }) => `${stream} ${recordedAt.slice(0, 13)}`)).toEqual([
      'organisation-fund-right 2026-03-02T08', 'organisation-fund-0 2026-03-02T17', 'organisation-fund-1 2026-03-01T02', 'organisation-fund-2 2026-03-02T08', 'organisation-fund-after 2026-03-01T02',
    ]);
    expect((await journal.verify()).faults).toEqual([]);
    journal.close();
  });
});

describe('a calendar whose clock is wrong', () => {
  const service = '732829320';
  // The seventh day before the due date begins in Paris at 22:00 UTC.
  const [before, hoursAhead, theDay] = ['2027-04-22T20:00:00.000Z', '2027-04-23T01:00:00.000Z', '2027-04-23T08:00:00.000Z'];
  const clock = testClock('2027-04-05T08:00:00.000Z');
  let linked: Linked;
  let indicators: Running;
  beforeAll(async () => {
    linked = await startLinked({ clock });
    indicators = await linked.region.start('indicators', startIndicators, { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 });
  });
  afterAll(() => linked.stop());

  async function calls() {
    const connection = connect<IndicatorsServer, IndicatorsClient>(IndicatorsClient, 'indicators', indicators.address);
    return connection.as(await linked.region.tokenFor('dreets-agent', 'dreets-24'));
  }
  const recalled = async (): Promise<readonly string[]> => {
    await indicators.caughtUp();
    await indicators.caughtUp();
    const { history } = await (await calls()).getCampaign(GetCampaignRequest.fromPartial({ campaign: '2026', service }));
    return history.filter(({ type }) => type === 'DueReminded').map(({ summary }) => summary).reverse();
  };

  test('given a clock ahead that passes a due date, then behind, then right, then what it brings about is done once', async () => {
    const agent = await calls();
    await agent.adoptCore({ cause: 'core', codes: [] });
    await agent.openCampaign(OpenCampaignRequest.fromPartial({ cause: 'open', campaign: '2026', services: [service], indicators: [...foundingCodes] }));
    const [thirty, seven] = ["a rappelé l'échéance, 30 jours avant", "a rappelé l'échéance, 7 jours avant"];
    clock.set(before);
    expect(await recalled()).toEqual([thirty]);
    clock.set(hoursAhead);
    expect(await recalled()).toEqual([thirty, seven]);
    clock.set(before);
    expect(await recalled()).toEqual([thirty, seven]);
    clock.set(theDay);
    expect(await recalled()).toEqual([thirty, seven]);
  });

  test('given a service that was stopped while a date passed, when it starts with its clock right, then it catches up once; behind again, nothing comes back', async () => {
    await indicators.stop();
    clock.set('2027-05-01T08:00:00.000Z');
    indicators = await linked.region.start('indicators', startIndicators, { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 });
    const all = await recalled();
    expect(all.at(-1)).toBe("a rappelé que l'échéance est passée");
    expect(all).toHaveLength(3);
    clock.set(theDay);
    expect(await recalled()).toEqual(all);
  });
});
