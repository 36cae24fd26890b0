import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ListNoticesRequest, ListOutboxRequest } from '@cpom/proto/directory/v1/directory';
import { hear, service } from './notice/kit.fixture.ts';
import { fill, tellDirectory, type Told } from './notice/service.fixture.ts';

let told: Told;
beforeEach(async () => { told = await tellDirectory(); });
afterEach(() => told.stop());

describe('the choice', () => {
  test('given a daily digest, then all of a day is one mail the next morning at seven', async () => {
    const personId = await told.invite('spsti-lead', service);
    await (await told.as('spsti-lead', service, personId)).setNoticeChoice({ cause: 'c', choice: 'daily' });
    await hear(told.instance, { submission: fill });
    await hear(told.instance, { submission: { ...fill, campaign: '2024' } });
    await told.settle();
    told.instance.clock.set('2026-03-03T05:30:00.000Z');
    await told.settle();
    expect(told.mailer.sent).toEqual([]);
    told.instance.clock.set('2026-03-03T06:30:00.000Z');
    await told.restart();
    await told.settle();
    await told.settle();
    expect(told.mailer.sent.map(({ subject }) => subject)).toEqual(['Récapitulatif du 03/03/2026']);
    expect((await told.outbox()).map(({ status, digest }) => [status, digest])).toEqual([['sent', true], ['sent', true]]);
  });

  test('given nobody who wants mail, then nothing leaves and the page still shows what there was; another choice is refused', async () => {
    const personId = await told.invite('spsti-lead', service);
    const mine = await told.as('spsti-lead', service, personId);
    await expect(mine.setNoticeChoice({ cause: 'c', choice: 'hourly' })).rejects.toMatchObject({ code: 'invalid' });
    await mine.setNoticeChoice({ cause: 'c', choice: 'none' });
    await hear(told.instance, { submission: fill });
    await told.settle();
    expect(told.mailer.sent).toEqual([]);
    expect(await mine.listNotices(ListNoticesRequest.fromPartial({}))).toMatchObject({ total: 1, choice: 'none', mailing: true, notices: [{ status: 'muted', email: '' }] });
  });
});

describe('who sees what', () => {
  beforeEach(async () => {
    await told.invite('spsti-lead', service);
    await told.invite('dreets-agent', 'dreets-24');
    await hear(told.instance, { submission: { awaited: [...fill.awaited, { side: 'dreets', act: 'fill', since: '2026-01-05' }] } });
    await told.settle();
  });
  test('given two people, when one asks, then only what is theirs comes', async () => {
    expect((await (await told.as('spsti-lead', service, 'somebody')).listNotices(ListNoticesRequest.fromPartial({}))).total).toBe(0);
  });
  test('given an administrator, then the outbox of the own organisation is open, that of the others is not; the filters hold', async () => {
    const own = await told.as('administrator', service, 'own');
    expect((await own.listOutbox(ListOutboxRequest.fromPartial({ organisation: service }))).notices).toMatchObject([{ organisation: service, email: `spsti-lead@${service}.exemple.fr` }]);
    for (const organisation of ['dreets-24', '']) await expect(own.listOutbox(ListOutboxRequest.fromPartial({ organisation }))).rejects.toMatchObject({ code: 'forbidden' });
    expect([(await told.outbox()).length, (await told.outbox({ kind: 'lines-to-fill' })).length, (await told.outbox({ status: 'failed' })).length, (await told.outbox({ offset: 1, limit: 1 })).length]).toEqual([2, 1, 0, 1]);
  });
});

test('given no mail server, then notices wait in the outbox and it says so', async () => {
  await told.restart(false);
  await told.invite('spsti-lead', service);
  await hear(told.instance, { submission: fill });
  await told.settle();
  const page = await (await told.as('administrator', 'dreets-24', 'admin')).listOutbox(ListOutboxRequest.fromPartial({}));
  expect(page).toMatchObject({ mailing: false, total: 1, notices: [{ status: 'queued' }] });
});
