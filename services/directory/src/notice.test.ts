import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { hear, service } from './notice/kit.fixture.ts';
import { fill, tellDirectory, type Told } from './notice/service.fixture.ts';

let told: Told;
beforeEach(async () => { told = await tellDirectory(); });
afterEach(() => told.stop());

describe('once a cause', () => {
  test('given a turn told again, late, twice, and a service that restarts, then each person has one mail', async () => {
    await told.invite('spsti-lead', service);
    await told.invite('spsti-director', service);
    for (const sequence of [1, 1, 2, 1]) await hear(told.instance, { submission: fill }, sequence);
    await told.settle();
    await told.restart();
    await hear(told.instance, { submission: fill }, 3);
    await told.settle();
    await told.settle();
    expect(told.mailer.sent.map(({ to }) => to).sort()).toEqual([`spsti-director@${service}.exemple.fr`, `spsti-lead@${service}.exemple.fr`]);
    expect(new Set(told.mailer.sent.map(({ id }) => id)).size).toBe(2);
  });

  test('given a person who arrives while the turn still stands, then that person is told too, the others not again', async () => {
    await told.invite('spsti-lead', service);
    await hear(told.instance, { submission: fill });
    await told.settle();
    await told.invite('spsti-director', service);
    await told.settle();
    expect(told.mailer.sent).toHaveLength(2);
  });

  test('given a downtime across a deadline, when the service starts again, then the nearest recall leaves, once', async () => {
    await told.invite('spsti-lead', service);
    await hear(told.instance, { submission: { state: 'open', awaited: [] } });
    await told.settle();
    expect(told.mailer.sent).toEqual([]);
    told.instance.clock.set('2026-04-25T08:00:00.000Z');
    await told.restart();
    await told.settle();
    await told.settle();
    expect(told.mailer.sent.map(({ subject }) => subject)).toEqual(['Campagne 2025 : échéance le 30/04/2026']);
    told.instance.clock.set('2026-05-01T08:00:00.000Z');
    await told.settle();
    expect(told.mailer.sent.at(-1)?.subject).toBe("Campagne 2025 : l'échéance est passée");
  });
});

describe('who is told', () => {
  test('given a role revoked before, then that person gets nothing; revoked before it leaves, it does not leave', async () => {
    const personId = await told.invite('spsti-lead', service);
    told.mailer.answer('unreachable');
    await hear(told.instance, { submission: fill });
    await told.settle();
    await told.revokeAll(personId);
    told.mailer.answer('sent');
    told.instance.clock.set('2026-03-02T10:00:00.000Z');
    await hear(told.instance, { submission: { returned: [{ indicator: 'TMS-01', reporter: 'spsti', returnedBy: 'dreets', returnedAt: '2026-03-02T09:00:00.000Z' }] } }, 2);
    await told.settle();
    expect(told.mailer.sent).toEqual([]);
    expect(await told.outbox()).toMatchObject([{ status: 'failed', trouble: 'left', nextTryAt: '' }]);
  });

  test('given signatures awaited, then those who sign for the missing parties are told, and nobody else', async () => {
    for (const [role, organisation] of [['spsti-director', service], ['spsti-lead', service], ['fund-signatory', 'carsat-cvl'], ['fund-agent', 'carsat-cvl'], ['dreets-signatory', 'dreets-24']] as const) await told.invite(role, organisation);
    await hear(told.instance, { contract: { stage: 'signing', awaitedSignatories: [service, 'carsat-cvl'], signingSince: '2026-02-20' } });
    await told.settle();
    expect(told.mailer.sent.map(({ to }) => to).sort()).toEqual(['fund-signatory@carsat-cvl.exemple.fr', `spsti-director@${service}.exemple.fr`]);
  });

  test('given a mail, then it holds no figure, no address, and no name of anybody', async () => {
    await told.invite('spsti-lead', service);
    await told.invite('dreets-agent', 'dreets-24');
    await hear(told.instance, { contract: { stage: 'signed' }, submission: { ...fill, returned: [{ indicator: 'TMS-01', reporter: 'spsti', returnedBy: 'dreets', returnedAt: '2026-03-01T09:00:00.000Z' }], state: 'returned' } });
    await told.settle();
    expect(told.mailer.sent).toHaveLength(2);
    for (const { subject, text } of told.mailer.sent) {
      const said = `${subject}\n${text}`.replace(/https:\S+/g, '').replaceAll('30/04/2026', '').replaceAll('2025', '');
      expect(said).not.toMatch(/\d|Prénom|Durand|@/);
    }
  });
});

describe('when it does not leave', () => {
  test('given a mail server that does not answer, then the mail is tried again later, longer each time, and leaves', async () => {
    await told.invite('spsti-lead', service);
    told.mailer.answer('unreachable');
    await hear(told.instance, { submission: fill });
    await told.settle();
    await told.settle();
    expect([told.mailer.tried.length, (await told.outbox())[0]?.status]).toEqual([1, 'failed']);
    told.instance.clock.set('2026-03-02T08:02:00.000Z');
    await told.restart();
    await told.settle();
    expect(told.mailer.tried).toHaveLength(2);
    told.mailer.answer('sent');
    told.instance.clock.set('2026-03-02T09:00:00.000Z');
    await told.settle();
    expect([told.mailer.sent.length, await told.outbox()]).toMatchObject([1, [{ status: 'sent', trouble: '' }]]);
  });
  test('given an address that the server refuses, then it is not tried again; given three days without success, it is given up', async () => {
    await told.invite('spsti-lead', service);
    told.mailer.answer('refused');
    await hear(told.instance, { submission: fill });
    await told.settle();
    told.instance.clock.set('2026-03-02T20:00:00.000Z');
    await told.settle();
    expect([told.mailer.tried.length, (await told.outbox())[0]]).toMatchObject([1, { status: 'failed', trouble: 'refused', nextTryAt: '' }]);
    told.mailer.answer('unreachable');
    await told.invite('spsti-director', service);
    await told.settle();
    told.instance.clock.set('2026-03-07T08:00:00.000Z');
    await told.settle();
    expect((await told.outbox()).map(({ trouble }) => trouble).sort()).toEqual(['late', 'refused']);
  });
});
