import { describe, expect, test } from '@jest/globals';
import { Refusal, type Actor, type Day, type Instant } from '@cpom/kernel';
import { IndicatorCatalogueState } from '@cpom/proto/indicators/v1/events';
import { decideCatalogue, type CatalogueCommand } from './commands.ts';
import { emptyCatalogue, evolveCatalogue, versionDuring, type Catalogue } from './contract.ts';
import { core } from './core.ts';
import type { Indicator } from './definition.ts';
import { publishedCatalogue } from './published.ts';

const actor: Actor = { actorId: 'p', role: 'dreets-agent', organisation: 'dreets-24' };
const facts = (state: Catalogue, command: CatalogueCommand) => decideCatalogue(state, command, { now: '2026-01-01T00:00:00.000Z' as Instant, today: '2026-01-01' as Day, actor })
  .map((event, index) => ({ stream: 'catalogue-24', version: state.version + index + 1, recordedAt: '2026-01-01T00:00:00.000Z' as Instant, actor, event }));
const when = (state: Catalogue, command: CatalogueCommand): Catalogue => facts(state, command).reduce(evolveCatalogue, state);
const refused = (state: Catalogue, command: CatalogueCommand): string => {
  try { when(state, command); } catch (error) { if (error instanceof Refusal) return `${error.code} ${error.details[0]?.field ?? ''}`.trim(); throw error; }
  return 'accepted';
};
const adopted = when(emptyCatalogue, { kind: 'adopt-core', region: '24', codes: [] });
const model = core.find(({ code }) => code === 'TMS-01') as Indicator;
const own = (more: Partial<Indicator>): Indicator => ({ ...model, code: 'REG-01', coreCode: '', ...more });
const define = (more: Partial<Indicator>): CatalogueCommand => ({ kind: 'define', region: '24', indicator: own(more) });

describe('a region\'s own indicators', () => {
  test.each<[string, Partial<Indicator>, string]>([
    ['a code that is none', { code: 'reg 1' }, 'invalid code'], ['no label', { label: ' ' }, 'invalid label'], ['a core code that is none', { coreCode: 'X-1' }, 'invalid coreCode'],
    ['a parent nobody knows', { relation: 'subset', parent: 'NO-1' }, 'invalid parent'], ['a relation without a parent', { relation: 'subset' }, 'invalid relation'],
    ['itself as its parent', { relation: 'subset', parent: 'REG-01' }, 'invalid parent'], ['a ratio of nothing', { reporter: 'computed' }, 'invalid ratio'],
    ['a code that exists', { code: 'TMS-01' }, 'rule'], ['a place under the core', { relation: 'subset', parent: 'TMS-01' }, 'accepted'],
  ])('given %s', (_given, more, outcome) => { expect(refused(adopted, define(more))).toBe(outcome); });
});

describe('a revision', () => {
  const revise = (more: Partial<Indicator>, reason = 'avenant n° 2'): CatalogueCommand => ({ kind: 'revise', region: '24', indicator: { ...model, ...more }, reason });
  test('given a new meaning from a date, then the former one ends the day before, and each period asks its own', () => {
    const state = when(adopted, revise({ label: 'Nouveau sens', validFrom: '2027-01-01' as Day }));
    const during = (from: string, to: string) => versionDuring(state, 'TMS-01', from as Day, to as Day)?.version;
    expect([during('2026-01-01', '2026-12-31'), during('2027-01-01', '2027-12-31'), during('2026-07-01', '2027-06-30')]).toEqual([1, 2, 2]);
    expect(state.indicators.get('TMS-01')?.[0]?.validTo).toBe('2026-12-31');
  });
  test('given no date, a date not after the former one, or no reason, then it is refused', () => {
    const once = when(adopted, revise({ validFrom: '2027-01-01' as Day }));
    expect([refused(adopted, revise({})), refused(once, revise({ validFrom: '2027-01-01' as Day })), refused(adopted, revise({ validFrom: '2027-01-01' as Day }, ' '))])
      .toEqual(['invalid validFrom', 'invalid validFrom', 'invalid reason']);
  });
});

test('given a catalogue, then the nation hears every version with the core code it maps to', () => {
  const state = when(adopted, define({}));
  const [message] = publishedCatalogue(state, facts(emptyCatalogue, define({}))[0] as Parameters<typeof publishedCatalogue>[1]);
  const heard = IndicatorCatalogueState.decode(message?.payload ?? new Uint8Array());
  expect([message?.audience, heard.indicators.length, heard.indicators.filter(({ coreCode }) => coreCode === '').length]).toEqual(['nation', core.length + 1, 1]);
});

test('given a year, then liaison meetings are asked from 2022 on', () => {
  expect(versionDuring(adopted, 'PDP-C-01', '2021-01-01' as Day, '2021-12-31' as Day)).toBeUndefined();
  expect(versionDuring(adopted, 'PDP-C-01', '2022-01-01' as Day, '2022-12-31' as Day)?.validFrom).toBe('2022-03-31');
});
