import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isSiren } from '@cpom/kernel';
import { planOfRegion, servicesByRegion, servicesOf, type FranceOptions } from '../../../libs/testing/src/france.ts';
import { core } from '../../../services/indicators/src/catalogue/core.ts';
import { makeRegion } from './region.ts';

const options: FranceOptions = { seed: 'test', years: 1 };

describe('the plan of France', () => {
  test('given a seed, then the plan is the same, and another with another seed', () => {
    const plan = planOfRegion(options, core, '24');
    expect(planOfRegion(options, core, '24')).toEqual(plan);
    expect(planOfRegion({ ...options, seed: 'other' }, core, '24')).not.toEqual(plan);
  });
  test('given 250 services, then every region has one, and each its own SIREN', () => {
    const counts = servicesByRegion(250);
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(250);
    const sirens = [...counts.keys()].flatMap((region) => servicesOf(options, region).map(({ siren }) => siren));
    expect(new Set(sirens).size).toBe(250);
    expect(sirens.every(isSiren)).toBe(true);
  });
  test('given ten years, then the plan goes forward in time and holds every kind of act', () => {
    const plan = planOfRegion({ ...options, years: 10 }, core, '84');
    expect(plan.every(({ at }, index) => index === 0 || (plan[index - 1]?.at ?? '') <= at)).toBe(true);
    const acts = new Set(plan.map(({ act: { command } }): string => ('step' in command ? command.step : 'kind' in command ? command.kind : 'type' in command ? command.type : 'target')));
    expect([...acts]).toEqual(expect.arrayContaining(['reopen', 'return', 'remind', 'RecordSuccession', 'return-to-negotiation', 'revise', 'target', 'name-lead']));
  });
});

describe('the plan through the domain', () => {
  test('given one region and one year, then no command is refused, and the nation is told', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'cpom-france-test-'));
    try {
      const counts = await makeRegion({ options, region: '24', dir, newId: randomUUID });
      expect(counts.events).toBeGreaterThan(1_000);
      expect(counts.forNation).toBeGreaterThan(100);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
