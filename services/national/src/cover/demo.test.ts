import { describe, expect, test } from '@jest/globals';
import { contractSaid, on, serviceSaid, spans, worldAfter } from '../given.fixture.ts';
import { contractPage } from './contract-row.ts';
import { coverageOf, standingsOn } from './coverage.ts';
import { servicePage } from './services.ts';

const seven = ['CIHL', 'APST37', 'SISTEL', 'AISMT36', 'APST41', 'SANTBTP', 'APST18'];
const years = ['uncertain'];

/** What the regions would have published of the documented past. */
const past = worldAfter([
  ...seven.map((id) => serviceSaid('24', id)),
  contractSaid('24', 'cvl', {
    shape: 'collective', services: seven, reference: '2021-2022', signedOn: '2022-02-10', effectiveFrom: '2022-02-10', expiresOn: '2022-12-31', expiryProvisional: true,
    intervals: spans(['consultation', '2021-12-07', '2022-02-09'], ['active', '2022-02-10', '2022-12-31'], ['active', '2023-01-01', '2027-02-10', ['provisional-expiry-passed']], ['expired', '2027-02-11']),
  }),
  serviceSaid('11', 'ACMS'),
  contractSaid('11', 'acms-2014', {
    services: ['ACMS'], signedOn: '2014', effectiveFrom: '2014', expiresOn: '2021-06-30',
    intervals: spans(['active', '2014-01-01', '2014-12-31', years], ['active', '2015-01-01', '2021-06-30'], ['expired', '2021-07-01']),
  }),
  contractSaid('11', 'acms-2022', { services: ['ACMS'], signedOn: '2022', effectiveFrom: '2022', intervals: spans(['active', '2022-01-01', '2022-12-31', years], ['active', '2023-01-01', '2027-12-31']) }),
  ...['93', '94'].flatMap((region) => [
    serviceSaid(region, `S${region}`),
    ...[['interim', '2014', '2018'], ['expositions', '2014', '2018'], ['pdp', '2020', '2022'], ['tms', '2020', '2022']].map(([id = '', from = '', to = '']) => contractSaid(region, `${id}-${region}`, {
      services: [`S${region}`], commonReference: id, signedOn: from, effectiveFrom: from, expiresOn: to,
      intervals: spans(['active', `${from}-01-01`, `${from}-12-31`, years], ['active', `${Number(from) + 1}-01-01`, `${Number(to) - 1}-12-31`], ['active', `${to}-01-01`, `${to}-12-31`, years], ['expired', `${Number(to) + 1}-01-01`]),
    })),
  ]),
]);

const lineOf = (region: string, day: string) => coverageOf(past, standingsOn(past, on(day))).regions.find((line) => line.region === region)?.figures;
const rowOf = (service: string, day: string) => servicePage(past, standingsOn(past, on(day)), { region: '', coverage: '', contains: service, sort: '', descending: false, offset: 0, limit: 0 }).services[0];

describe('the documented past, at each date of its table', () => {
  test.each([
    ['24', '2021-12-31', 0, 7], ['24', '2022-02-10', 7, 7], ['24', '2023-01-01', 7, 7],
    ['93', '2018-12-31', 1, 1], ['93', '2019-12-31', 0, 1], ['94', '2018-12-31', 1, 1], ['94', '2019-12-31', 0, 1],
  ])('region %s on %s: %i services of %i covered', (region, day, covered, known) => {
    expect(lineOf(region, day)).toMatchObject({ servicesCovered: covered, servicesKnown: known, servicesWithoutCoverage: known - covered });
  });

  test('given a provisional expiry, when its day has passed, then the contract still covers and is flagged', () => {
    expect(lineOf('24', '2022-12-31')).toMatchObject({ provisionalExpiriesPassed: 0, expiriesWithinYear: 1 });
    expect(lineOf('24', '2023-01-01')).toMatchObject({ provisionalExpiriesPassed: 1, expiriesWithinYear: 0 });
    expect(rowOf('CIHL', '2023-01-01')?.flags).toEqual(['provisional-expiry-passed']);
  });

  test('given ACMS, when its first contract ended on 30/06/2021, then 184 days without contract are counted to the end of the year', () => {
    expect(rowOf('ACMS', '2021-12-31')).toMatchObject({ covered: false, uncoveredSince: '2021-07-01', daysWithout: 184, daysAtLeast: false });
    expect(rowOf('ACMS', '2023-06-01')).toMatchObject({ covered: true, gaps: [{ from: '2021-07-01', to: '2021-12-31', days: 184, atLeast: true }] });
  });

  test('given contracts known to the year only, when 2019 is between two generations, then its 365 days are at least without contract', () => {
    expect(rowOf('S93', '2019-12-31')).toMatchObject({ covered: false, daysWithout: 365, daysAtLeast: true });
    expect(rowOf('S93', '2020-06-01')?.gaps).toEqual([{ from: '2019-01-01', to: '2019-12-31', days: 365, atLeast: true }]);
  });

  test('given regions that were never heard, when the nation is counted, then all 18 are listed and they are in no denominator', () => {
    const coverage = coverageOf(past, standingsOn(past, on('2022-02-10')));
    expect(coverage.regions).toHaveLength(18);
    expect(coverage.regions.filter(({ connected }) => connected).map(({ region }) => region).sort()).toEqual(['11', '24', '93', '94']);
    expect(coverage.regions.find(({ region }) => region === '01')).toMatchObject({ connected: false, figures: undefined });
    expect(coverage.nation).toMatchObject({ servicesKnown: 10, servicesCovered: 10 });
  });

  test('given twins in two regions, when one is opened, then the page of contracts finds both by their common reference', () => {
    const page = contractPage(past, on('2021-06-01'), { region: '', status: 'active', contains: 'pdp', service: '', sort: 'region', descending: false, offset: 0, limit: 0 });
    expect(page.contracts.map(({ region }) => region)).toEqual(['94', '93']);
  });
});
