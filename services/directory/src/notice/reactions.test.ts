import { describe, expect, test } from '@jest/globals';
import type { Announcement } from './announcement.ts';
import { around, contract, service, submission } from './kit.fixture.ts';
import { announced } from './reactions.ts';

const who = ({ to }: Announcement): string[] => to.flatMap(({ organisation, roles, personId = '' }) => roles.map((role) => [organisation, role, personId].filter(Boolean).join(' ')));
const told = (awaited: readonly { side: string; act: string; since: string }[]) => announced(around({ submissions: [submission({ awaited })] })).map((one) => [one.kind, who(one)]);
const people = [`${service} spsti-lead`, `${service} spsti-director`];

describe('whose turn it is', () => {
  test.each([
    ['spsti', 'fill', 'campaign-opened', people],
    ['spsti', 'correct', 'reopened', people],
    ['fund', 'fill', 'lines-to-fill', ['carsat-cvl fund-agent']],
    ['dreets', 'fill', 'lines-to-fill', ['dreets-24 dreets-agent']],
    ['dreets', 'check', 'to-check', ['dreets-24 dreets-agent']],
    ['fund', 'check', 'to-check', ['carsat-cvl fund-agent']],
    ['dreets', 'approve', 'to-approve', ['dreets-24 dreets-agent']],
  ])('given %s awaited to %s, when it is announced, then it is « %s »', (side, act, kind, to) => {
    expect(told([{ side, act, since: '2026-02-01' }])).toEqual([[kind, to]]);
  });
  test('given an act that this version does not know, then nobody is told', () => {
    expect(told([{ side: 'spsti', act: 'sing', since: '2026-02-01' }])).toEqual([]);
  });
  test('given a second round, when it is announced, then it is another cause; the same round is the same', () => {
    const causes = ['2026-02-01', '2026-02-01', '2026-02-09'].map((since) => announced(around({ submissions: [submission({ awaited: [{ side: 'dreets', act: 'check', since }] })] }))[0]?.cause);
    expect([causes[0] === causes[1], causes[1] === causes[2]]).toEqual([true, false]);
  });
});

describe('lines sent back', () => {
  const returned = (...lines: [string, string][]) => announced(around({ submissions: [submission({ state: 'returned', returned: lines.map(([side, on]) => ({ side, on })) })] }));
  test('given several lines in a day, then their side is told once; the next day again', () => {
    const [monday] = returned(['spsti', '2026-02-02'], ['spsti', '2026-02-02']);
    expect(returned(['spsti', '2026-02-02'])[0]?.cause).toBe(monday?.cause);
    expect(returned(['spsti', '2026-02-02'], ['spsti', '2026-02-03'])[0]?.cause).not.toBe(monday?.cause);
    expect(monday && who(monday)).toEqual(people);
  });
  test('given lines of two sides, then each side is told of its own', () => {
    expect(returned(['spsti', '2026-02-02'], ['fund', '2026-02-02']).map(who)).toEqual([people, ['carsat-cvl fund-agent']]);
  });
});

describe('contracts', () => {
  const signing = contract({ stage: 'signing', awaited: [service, 'carsat-cvl'], signingSince: '2026-02-10' });
  test('given a contract up for signature, then those who sign for the missing parties are told, and no other party', () => {
    const [one] = announced(around({ contracts: [signing] }));
    expect(one?.kind).toBe('signature-awaited');
    expect(one && who(one).filter((text) => /director|signatory/.test(text)).map((text) => text.split(' ')[0])).toEqual([service, service, service, 'carsat-cvl', 'carsat-cvl', 'carsat-cvl']);
    expect(announced(around({ contracts: [{ ...signing, stage: 'negotiation' }] }))).toEqual([]);
  });
  const led = contract({ leads: [{ service, personId: 'p', sheet: 's1', namedOn: '2026-02-01' }] });
  test('given a person named lead of an action, then that person only is told, unless the contract is over', () => {
    expect(announced(around({ contracts: [led] })).map((one) => [one.kind, who(one), one.path])).toEqual([['lead-named', [`${service} spsti-lead p`, `${service} spsti-director p`], '/contrats/c/fiches/s1']]);
    expect(announced(around({ contracts: [{ ...led, lastDay: '2025-12-31' }, { ...led, stage: 'abandoned' }] }))).toEqual([]);
  });
});
