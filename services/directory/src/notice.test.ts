import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect, type Connection, type Role, type Running } from '@cpom/service';
import { testClock, testInstance, type TestInstance } from '@cpom/testing';
import { DirectoryClient, InvitePersonRequest, ListNoticesRequest, ListOutboxRequest, RegisterOrganisationRequest, type DirectoryServer, type Notice } from '@cpom/proto/directory/v1/directory';
import type { DirectoryConfig } from './config.ts';
import { fakeMailer, hear, service, type FakeMailer } from './notice/kit.fixture.ts';
import { startDirectory } from './service.ts';

const config: DirectoryConfig = { CPOM_ORIGIN: 'https://cpom.exemple.fr' };
const usualName = 'Durand-Inventé';

let instance: TestInstance;
let directory: Running;
let connection: Connection<DirectoryServer>;
let mailer: FakeMailer;

async function start(): Promise<void> {
  directory = await instance.start('directory', (deps, settings: DirectoryConfig) => startDirectory(deps, settings, mailer), config);
  connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', directory.address);
}
async function restart(): Promise<void> {
  connection.close();
  await directory.stop();
  await start();
}
const loader = async () => connection.as(await instance.tokenOfService('instance'));

async function invite(role: Role, organisation: string): Promise<string> {
  const { id } = await (await loader()).invitePerson(InvitePersonRequest.fromPartial({ cause: `${role}-${organisation}`, email: `${role}@${organisation}.exemple.fr`, givenName: 'Prénom', usualName, organisation, role, from: '2020-01-01' }));
  return id;
}

beforeEach(async () => {
  [instance, mailer] = [await testInstance(undefined, testClock('2026-03-02T08:00:00.000Z')), fakeMailer()];
  await start();
  for (const [id, kind] of [['dreets-24', 'authority'], ['carsat-cvl', 'fund'], [service, 'service']] as const) {
    await (await loader()).registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause: id, organisation: { id, kind, names: [{ name: `Nom ${kind}`, shortName: '' }], regions: ['24'] } }));
  }
});
afterEach(async () => {
  connection.close();
  await instance.stop();
});

const fill = { awaited: [{ side: 'spsti', act: 'fill', since: '2026-01-05' }] };
const as = async (role: Role, organisation: string, personId: string) => connection.as(await instance.tokenFor(role, organisation, personId));
const outbox = async (more = {}): Promise<readonly Notice[]> =>
  (await (await as('administrator', 'dreets-24', 'admin')).listOutbox(ListOutboxRequest.fromPartial({ limit: 500, ...more }))).notices;
const settle = () => directory.caughtUp();

describe('once a cause', () => {
  test('given a turn told again, late, twice, and a service that restarts, then each person has one mail', async () => {
    await invite('spsti-lead', service);
    await invite('spsti-director', service);
    for (const sequence of [1, 1, 2, 1]) await hear(instance, { submission: fill }, sequence);
    await settle();
    await restart();
    await hear(instance, { submission: fill }, 3);
    await settle();
    await settle();
    expect(mailer.sent.map(({ to }) => to).sort()).toEqual([`spsti-director@${service}.exemple.fr`, `spsti-lead@${service}.exemple.fr`]);
    expect(new Set(mailer.sent.map(({ id }) => id)).size).toBe(2);
  });

  test('given a person who arrives while the turn still stands, then that person is told too, the others not again', async () => {
    await invite('spsti-lead', service);
    await hear(instance, { submission: fill });
    await settle();
    await invite('spsti-director', service);
    await settle();
    expect(mailer.sent).toHaveLength(2);
  });

  test('given a downtime across a deadline, when the service starts again, then the nearest recall leaves, once', async () => {
    await invite('spsti-lead', service);
    await hear(instance, { submission: { state: 'open', awaited: [] } });
    await settle();
    expect(mailer.sent).toEqual([]);
    instance.clock.set('2026-04-25T08:00:00.000Z');
    await restart();
    await settle();
    await settle();
    expect(mailer.sent.map(({ subject }) => subject)).toEqual(['Campagne 2025 : échéance le 30/04/2026']);
    instance.clock.set('2026-05-01T08:00:00.000Z');
    await settle();
    expect(mailer.sent.at(-1)?.subject).toBe("Campagne 2025 : l'échéance est passée");
  });
});

describe('who is told', () => {
  test('given a role revoked before, then that person gets nothing; revoked before it leaves, it does not leave', async () => {
    const personId = await invite('spsti-lead', service);
    mailer.answer('unreachable');
    await hear(instance, { submission: fill });
    await settle();
    const gateway = connection.as(await instance.tokenOfService('gateway'));
    const [membership] = (await gateway.getPerson({ personId })).memberships;
    await (await loader()).revokeMembership({ cause: 'r', personId, membershipId: membership?.id ?? '', reason: 'départ' });
    mailer.answer('sent');
    instance.clock.set('2026-03-02T10:00:00.000Z');
    await hear(instance, { submission: { returned: [{ indicator: 'TMS-01', reporter: 'spsti', returnedBy: 'dreets', returnedAt: '2026-03-02T09:00:00.000Z' }] } }, 2);
    await settle();
    expect(mailer.sent).toEqual([]);
    expect(await outbox()).toMatchObject([{ status: 'failed', trouble: 'left', nextTryAt: '' }]);
  });

  test('given signatures awaited, then those who sign for the missing parties are told, and nobody else', async () => {
    for (const [role, organisation] of [['spsti-director', service], ['spsti-lead', service], ['fund-signatory', 'carsat-cvl'], ['fund-agent', 'carsat-cvl'], ['dreets-signatory', 'dreets-24']] as const) await invite(role, organisation);
    await hear(instance, { contract: { stage: 'signing', awaitedSignatories: [service, 'carsat-cvl'], signingSince: '2026-02-20' } });
    await settle();
    expect(mailer.sent.map(({ to }) => to).sort()).toEqual(['fund-signatory@carsat-cvl.exemple.fr', `spsti-director@${service}.exemple.fr`]);
  });

  test('given a mail, then it holds no figure, no address, and no name of anybody', async () => {
    await invite('spsti-lead', service);
    await invite('dreets-agent', 'dreets-24');
    await hear(instance, { contract: { stage: 'signed' }, submission: { ...fill, returned: [{ indicator: 'TMS-01', reporter: 'spsti', returnedBy: 'dreets', returnedAt: '2026-03-01T09:00:00.000Z' }], state: 'returned' } });
    await settle();
    expect(mailer.sent).toHaveLength(2);
    for (const { subject, text } of mailer.sent) {
      const said = `${subject}\n${text}`.replace(/https:\S+/g, '').replaceAll('30/04/2026', '').replaceAll('2025', '');
      expect(said).not.toMatch(/\d|Prénom|Durand|@/);
    }
  });
});

describe('when it does not leave', () => {
  test('given a mail server that does not answer, then the mail is tried again later, longer each time, and leaves', async () => {
    await invite('spsti-lead', service);
    mailer.answer('unreachable');
    await hear(instance, { submission: fill });
    await settle();
    await settle();
    expect([mailer.tried.length, (await outbox())[0]?.status]).toEqual([1, 'failed']);
    instance.clock.set('2026-03-02T08:02:00.000Z');
    await restart();
    await settle();
    expect(mailer.tried).toHaveLength(2);
    mailer.answer('sent');
    instance.clock.set('2026-03-02T09:00:00.000Z');
    await settle();
    expect([mailer.sent.length, await outbox()]).toMatchObject([1, [{ status: 'sent', trouble: '' }]]);
  });
  test('given an address that the server refuses, then it is not tried again; given three days without success, it is given up', async () => {
    await invite('spsti-lead', service);
    mailer.answer('refused');
    await hear(instance, { submission: fill });
    await settle();
    instance.clock.set('2026-03-02T20:00:00.000Z');
    await settle();
    expect([mailer.tried.length, (await outbox())[0]]).toMatchObject([1, { status: 'failed', trouble: 'refused', nextTryAt: '' }]);
    mailer.answer('unreachable');
    await invite('spsti-director', service);
    await settle();
    instance.clock.set('2026-03-07T08:00:00.000Z');
    await settle();
    expect((await outbox()).map(({ trouble }) => trouble).sort()).toEqual(['late', 'refused']);
  });
});

describe('the choice', () => {
  test('given a daily digest, then all of a day is one mail the next morning at seven', async () => {
    const personId = await invite('spsti-lead', service);
    await (await as('spsti-lead', service, personId)).setNoticeChoice({ cause: 'c', choice: 'daily' });
    await hear(instance, { submission: fill });
    await hear(instance, { submission: { ...fill, campaign: '2024' } });
    await settle();
    instance.clock.set('2026-03-03T05:30:00.000Z');
    await settle();
    expect(mailer.sent).toEqual([]);
    instance.clock.set('2026-03-03T06:30:00.000Z');
    await restart();
    await settle();
    await settle();
    expect(mailer.sent.map(({ subject }) => subject)).toEqual(['Récapitulatif du 03/03/2026']);
    expect((await outbox()).map(({ status, digest }) => [status, digest])).toEqual([['sent', true], ['sent', true]]);
  });

  test('given nobody who wants mail, then nothing leaves and the page still shows what there was; another choice is refused', async () => {
    const personId = await invite('spsti-lead', service);
    const mine = await as('spsti-lead', service, personId);
    await expect(mine.setNoticeChoice({ cause: 'c', choice: 'hourly' })).rejects.toMatchObject({ code: 'invalid' });
    await mine.setNoticeChoice({ cause: 'c', choice: 'none' });
    await hear(instance, { submission: fill });
    await settle();
    expect(mailer.sent).toEqual([]);
    expect(await mine.listNotices(ListNoticesRequest.fromPartial({}))).toMatchObject({ total: 1, choice: 'none', mailing: true, notices: [{ status: 'muted', email: '' }] });
  });
});

describe('who sees what', () => {
  beforeEach(async () => {
    await invite('spsti-lead', service);
    await invite('dreets-agent', 'dreets-24');
    await hear(instance, { submission: { awaited: [...fill.awaited, { side: 'dreets', act: 'fill', since: '2026-01-05' }] } });
    await settle();
  });
  test('given two people, when one asks, then only what is theirs comes', async () => {
    expect((await (await as('spsti-lead', service, 'somebody')).listNotices(ListNoticesRequest.fromPartial({}))).total).toBe(0);
  });
  test('given an administrator, then the outbox of the own organisation is open, that of the others is not; the filters hold', async () => {
    const own = await as('administrator', service, 'own');
    expect((await own.listOutbox(ListOutboxRequest.fromPartial({ organisation: service }))).notices).toMatchObject([{ organisation: service, email: `spsti-lead@${service}.exemple.fr` }]);
    for (const organisation of ['dreets-24', '']) await expect(own.listOutbox(ListOutboxRequest.fromPartial({ organisation }))).rejects.toMatchObject({ code: 'forbidden' });
    expect([(await outbox()).length, (await outbox({ kind: 'lines-to-fill' })).length, (await outbox({ status: 'failed' })).length, (await outbox({ offset: 1, limit: 1 })).length]).toEqual([2, 1, 0, 1]);
  });
});

test('given no mail server, then notices wait in the outbox and it says so', async () => {
  connection.close();
  await directory.stop();
  directory = await instance.start('directory', startDirectory, {});
  connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', directory.address);
  await invite('spsti-lead', service);
  await hear(instance, { submission: fill });
  await settle();
  const page = await (await as('administrator', 'dreets-24', 'admin')).listOutbox(ListOutboxRequest.fromPartial({}));
  expect(page).toMatchObject({ mailing: false, total: 1, notices: [{ status: 'queued' }] });
});
