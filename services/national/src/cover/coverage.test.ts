import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contractSaid, linkSaid, on, serviceSaid, spans, withdrawn, worldAfter, type Saying } from '../given.fixture.ts';
import { coverageOf, standingsOn } from './coverage.ts';
import { matchingServices, servicePage } from './services.ts';

const coverage = (sayings: readonly Saying[], day: string) => { const world = worldAfter(sayings); return coverageOf(world, standingsOn(world, on(day))); };
const rows = (sayings: readonly Saying[], day: string, asked = {}) => {
  const world = worldAfter(sayings);
  return servicePage(world, standingsOn(world, on(day)), { region: '', coverage: '', contains: '', sort: '', descending: false, offset: 0, limit: 0, ...asked });
};
const active = (from: string, to = '') => ({ signedOn: from, effectiveFrom: from, expiresOn: to, intervals: spans(['active', from, to]) });

describe('who is covered', () => {
  test('given a retroactive effect, when the day is before signature, then the service is covered without a signed contract', () => {
    const said = [serviceSaid('24', 'a'), contractSaid('24', 'c', {
      services: ['a'], signedOn: '2025-06-30', effectiveFrom: '2025-01-01', expiresOn: '2029-12-31', intervals: spans(['active', '2025-01-01', '2025-06-29', ['not-yet-signed']], ['active', '2025-06-30', '2029-12-31']),
    })];
    expect(coverage(said, '2025-03-01').nation).toMatchObject({ servicesCovered: 1, servicesWithoutSigned: 1, servicesWithoutCoverage: 0 });
    expect(coverage(said, '2025-07-01').nation).toMatchObject({ servicesCovered: 1, servicesWithoutSigned: 0 });
    expect(rows(said, '2025-03-01', { coverage: 'unsigned' }).total).toBe(1);
  });

  test('given a merger, when its day has come, then the successor is counted in the place of those merged, with the reason it has no contract', () => {
    const said = [
      serviceSaid('24', 'a', { names: [{ name: 'Alpha' }], succeededBy: 'c', succeededOn: '2025-01-01' }), serviceSaid('24', 'b', { names: [{ name: 'Bêta' }], succeededBy: 'c', succeededOn: '2025-01-01' }),
      serviceSaid('24', 'c', { names: [{ name: 'Gamma', from: '2025-01-01' }] }), contractSaid('24', 'k', { services: ['a'], ...active('2023-01-01', '2027-12-31') }),
    ];
    expect(coverage(said, '2024-12-31').nation).toMatchObject({ servicesKnown: 2, servicesCovered: 1 });
    expect(coverage(said, '2025-01-01').nation).toMatchObject({ servicesKnown: 1, servicesCovered: 0 });
    const [row] = rows(said, '2025-06-01').services;
    expect(row).toMatchObject({ service: 'c', neverCovered: true, reasons: [{ code: 'merger', text: 'Issu de la fusion de Alpha et Bêta le 01/01/2025' }] });
    expect(row?.predecessors.map(({ name }) => name)).toEqual(['Alpha', 'Bêta']);
  });

  test('given services that merged, one into the next, when one of them is searched by its number or its former name, then the one that took them over is found, from that day', () => {
    const said = [
      serviceSaid('24', 'first', { names: [{ name: 'Alpha' }], succeededBy: 'second', succeededOn: '2024-01-01' }),
      serviceSaid('24', 'second', { names: [{ name: 'Bêta' }], succeededBy: 'third', succeededOn: '2025-01-01' }), serviceSaid('24', 'third', { names: [{ name: 'Gamma' }] }),
    ];
    const found = (day: string, contains: string) => rows(said, day, { contains }).services.map(({ service }) => service);
    expect([found('2025-06-01', 'first'), found('2025-06-01', 'beta'), found('2024-06-01', 'alpha')]).toEqual([['third'], ['third'], ['second']]);
    expect([found('2023-06-01', 'alpha'), found('2024-06-01', 'third')]).toEqual([['first'], ['third']]);
  });

  test('given a service in two regions, when one has a contract, then it counts once for the nation and each region counts its own employees', () => {
    const headcounts = [{ region: '93', year: 2024, employees: 1_000 }, { region: '94', year: 2024, employees: 300 }];
    const said = [serviceSaid('93', 'x', { regions: ['93', '94'], headcounts }), serviceSaid('94', 'x', { regions: ['93', '94'], headcounts }), contractSaid('94', 'k', { services: ['x'], ...active('2025-01-01', '2029-12-31') })];
    const { nation, regions } = coverage(said, '2025-06-01');
    expect(nation).toMatchObject({ servicesKnown: 1, servicesCovered: 1, workersTotal: 1_300, workersCovered: 300 });
    expect(regions.filter(({ connected }) => connected).map(({ figures }) => figures?.servicesCovered)).toEqual([1, 0]);
  });

  test('given headcounts of several years, when a day is asked, then the latest year not after it counts', () => {
    const said = [serviceSaid('24', 'a', { headcounts: [{ region: '24', year: 2021, employees: 10 }, { region: '24', year: 2023, employees: 30 }, { region: '11', year: 2022, employees: 999 }] })];
    expect([2020, 2022, 2024].map((year) => coverage(said, `${year}-06-01`).nation?.workersTotal)).toEqual([0, 10, 30]);
    expect(coverage(said, '2020-06-01').nation?.servicesWithoutHeadcount).toBe(1);
  });

  test('given a link that was heard and no message yet, when the regions are listed, then it is connected with nothing known', () => {
    const { regions, sentence } = coverage([linkSaid('53')], '2026-01-01');
    expect(regions.find(({ region }) => region === '53')).toMatchObject({ connected: true, figures: { servicesKnown: 0 } });
    expect(sentence).toContain("Aucun service n'est connu");
  });

  test('given what a region withdrew, when it is counted, then it is gone', () => {
    const contract = contractSaid('24', 'k', { services: ['a'], ...active('2025-01-01') });
    expect(coverage([serviceSaid('24', 'a'), contract, withdrawn(contract)], '2025-06-01').nation).toMatchObject({ servicesCovered: 0, contractsActive: 0 });
  });

  test('given 112 services of 176 covered, when it is said, then the share is rounded and never reaches 100 % of less than all', () => {
    const services = Array.from({ length: 176 }, (_, index) => serviceSaid('24', `s${index}`));
    const contracts = Array.from({ length: 112 }, (_, index) => contractSaid('24', `c${index}`, { services: [`s${index}`], ...active('2025-01-01', index < 23 ? '2026-03-01' : '2029-12-31') }));
    expect(coverage([...services, ...contracts], '2025-06-01').sentence.replace(/\u00a0/g, ' ')).toBe('112 services sur 176 (64 %) sont sous CPOM actif ; 23 échéances dans les 12 mois.');
  });
});

describe('why a service is without contract', () => {
  test('given a contract in negotiation and an accreditation that ended, when the service is shown, then the nearest cause comes first', () => {
    const said = [serviceSaid('24', 'a', { accreditations: [{ grantedOn: '2020-01-01', expiresOn: '2025-01-01', state: 'granted' }] }),
      contractSaid('24', 'k', { services: ['a'], signed: false, stage: 'negotiation', intervals: spans(['draft', '2025-01-10', '2025-02-28'], ['negotiation', '2025-03-01']) })];
    expect(rows(said, '2025-06-01').services[0]).toMatchObject({
      accreditationState: 'ended', accreditationEnd: '2025-01-01',
      reasons: [{ code: 'negotiating', text: 'CPOM en négociation depuis le 01/03/2025' }, { code: 'accreditation', text: 'Agrément échu depuis le 01/01/2025' }],
    });
  });

  test('given a page sorted by days without contract, when some were never covered, then they come last either way', () => {
    const ended = (id: string, to: string) => contractSaid('24', id, { services: [id], signedOn: '2020-01-01', intervals: spans(['active', '2020-01-01', to], ['expired', '2026-01-01']) });
    const said = [serviceSaid('24', 'never'), serviceSaid('24', 'long'), serviceSaid('24', 'short'), ended('long', '2023-12-31'), ended('short', '2024-12-31')];
    const order = (descending: boolean) => rows(said, '2025-06-01', { sort: 'days-without', descending }).services.map(({ service }) => service);
    expect([order(true), order(false)]).toEqual([['long', 'short', 'never'], ['short', 'long', 'never']]);
  });
});

describe('properties', () => {
  const days = ['2023-06-01', '2024-06-01', '2025-06-01'];
  const said = fc.array(fc.oneof(
    fc.record({ region: fc.constantFrom('24', '11', '93'), id: fc.constantFrom('a', 'b', 'c', 'd'), version: fc.integer({ min: 1, max: 3 }), employees: fc.integer({ min: 0, max: 500 }), by: fc.constantFrom('', 'd') })
      .map(({ region, id, version, employees, by }) => serviceSaid(region, id, { headcounts: [{ region, year: 2022 + version, employees }], ...(by && id !== by ? { succeededBy: by, succeededOn: `202${3 + version}-01-01` } : {}) }, version)),
    fc.record({ region: fc.constantFrom('24', '11', '93'), id: fc.constantFrom('k', 'l', 'm'), version: fc.integer({ min: 1, max: 3 }), services: fc.subarray(['a', 'b', 'c', 'd']), from: fc.integer({ min: 2021, max: 2025 }) })
      .map(({ region, id, version, services, from }) => contractSaid(region, id, { services, ...active(`${from}-03-01`, `${from + 1}-12-31`) }, version)),
  ), { maxLength: 25 })
    // A region says one thing only of each version of a stream.
    .map((all) => [...new Map(all.map((one) => [`${one.stream} ${one.version}`, one])).values()]);

  test('given any order of delivery across streams with repeats, when coverage is asked, then it is the same', () => {
    fc.assert(fc.property(said.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all))), ([all, shuffled, again]) => {
      for (const day of days) expect(coverage([...shuffled, ...again], day)).toEqual(coverage(all, day));
    }), { numRuns: 60 });
  });

  test('given any regions, when they are summed, then employees, contracts and expiries make the nation, and services count once', () => {
    fc.assert(fc.property(said, fc.constantFrom(...days), (all, day) => {
      const { nation, regions } = coverage(all, day);
      const figures = regions.flatMap(({ figures: own }) => own ?? []);
      for (const field of ['workersTotal', 'workersCovered', 'contractsActive', 'expiriesWithinYear'] as const) {
        expect(figures.reduce((sum, own) => sum + own[field], 0)).toBe(nation?.[field]);
      }
      expect(nation?.servicesKnown).toBeLessThanOrEqual(figures.reduce((sum, own) => sum + own.servicesKnown, 0));
      expect((nation?.servicesCovered ?? 0) + (nation?.servicesWithoutCoverage ?? 0)).toBe(nation?.servicesKnown);
    }), { numRuns: 60 });
  });

  test('given any figure of services, when its list is opened, then it has that many rows', () => {
    fc.assert(fc.property(said, fc.constantFrom(...days), fc.constantFrom('', '24', '11'), (all, day, region) => {
      const world = worldAfter(all);
      const standings = standingsOn(world, on(day));
      const shown = coverageOf(world, standings);
      const figures = region === '' ? shown.nation : shown.regions.find((line) => line.region === region)?.figures;
      const count = (filter: string) => matchingServices(world, standings, { region, coverage: filter, contains: '' }).length;
      expect([count('covered'), count('uncovered'), count('unsigned'), count('without-headcount'), count('')]).toEqual([
        figures?.servicesCovered ?? 0, figures?.servicesWithoutCoverage ?? 0, figures?.servicesWithoutSigned ?? 0, figures?.servicesWithoutHeadcount ?? 0, figures?.servicesKnown ?? 0]);
    }), { numRuns: 60 });
  });
});
