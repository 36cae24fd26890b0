import { frenchNumber, plural, type Instant } from '@cpom/kernel';
import type { Coverage, RegionCoverage } from '@cpom/proto/national/v1/national';
import { bucketOf, freshness, html, number, plainTable, share, tileMap, value, type Column, type Content, type Html } from '../../ui/index.ts';
import { link, type ShownDay } from '../au.ts';

export const regionHref = (code: string, shown: Pick<ShownDay, 'au'>): string => link(`/regions/${code}`, shown);

/** How old what is known of a region is; a region that was never heard says so. */
export const freshnessOf = (at: string, now: Instant): Html => freshness({ what: 'Données', at: at === '' ? undefined : (at as Instant), now });

const coveredShare = ({ figures }: RegionCoverage): string => (figures ? share(figures.servicesCovered, figures.servicesKnown) : 'n.r.');
const ratio = ({ figures }: RegionCoverage): number | undefined => (figures && figures.servicesKnown > 0 ? figures.servicesCovered / figures.servicesKnown : undefined);
const outOf = ({ figures }: RegionCoverage): string => (figures ? `${frenchNumber(figures.servicesCovered)} sur ${frenchNumber(figures.servicesKnown)}` : '—');

function finding({ regions, nation, regionsConnected }: Coverage): string {
  const known = regions.filter((region) => ratio(region) !== undefined);
  const least = [...known].sort((a, b) => (ratio(a) ?? 0) - (ratio(b) ?? 0))[0];
  if (!least || !nation || regionsConnected < 2 || ratio(least) === 1) return 'Part des services sous CPOM actif';
  return `${least.name} est la région connectée la moins couverte (${coveredShare(least)})`;
}

/** The share of services covered, by region: a map of links with its table. */
export const coverageMap = (coverage: Coverage, shown: ShownDay): Html => tileMap({
  id: 'carte', title: finding(coverage), measure: 'Services sous CPOM actif', detailHead: 'Services',
  description: `Part des services sous CPOM actif dans chacune des 18 régions ; ${coverage.regionsConnected} sont connectées. Chaque tuile ouvre la région.`,
  legend: ['moins de 25 %', '25 à 50 %', '50 à 75 %', '75 à 95 %', '95 % et plus'],
  figures: coverage.regions.map((region) => {
    const known = ratio(region);
    return {
      code: region.region, figure: coveredShare(region), href: regionHref(region.region, shown), connected: region.connected, detail: outOf(region),
      ...(known !== undefined && { bucket: bucketOf(known, [0.25, 0.5, 0.75, 0.95]) }),
    };
  }),
  notes: [`${plural(coverage.regionsConnected, 'région connectée', 'régions connectées')} sur ${coverage.regions.length} ; les autres ne sont dans aucun dénominateur.`],
});

const figure = (region: RegionCoverage, pick: (figures: NonNullable<RegionCoverage['figures']>) => number, href?: string): Content =>
  (region.figures ? value(number(pick(region.figures)), href) : '—');

const columns = (shown: ShownDay, now: Instant): readonly Column<RegionCoverage>[] => [
  { key: 'region', head: 'Région', cell: (row) => html`<a href="${regionHref(row.region, shown)}">${row.name}</a>` },
  { key: 'known', head: 'Services', numeric: true, cell: (row) => figure(row, (figures) => figures.servicesKnown, link('/services', shown, { region: row.region })) },
  { key: 'covered', head: 'Sous CPOM actif', numeric: true, cell: (row) => figure(row, (figures) => figures.servicesCovered, link('/services', shown, { region: row.region, etat: 'covered' })) },
  { key: 'uncovered', head: 'Sans couverture', numeric: true, cell: (row) => figure(row, (figures) => figures.servicesWithoutCoverage, link('/services', shown, { region: row.region, etat: 'uncovered' })) },
  { key: 'unsigned', head: 'Sans contrat signé', numeric: true, cell: (row) => figure(row, (figures) => figures.servicesWithoutSigned, link('/services', shown, { region: row.region, etat: 'unsigned' })) },
  { key: 'workers', head: 'Salariés couverts', numeric: true, cell: (row) => figure(row, (figures) => figures.workersCovered) },
  { key: 'expiring', head: 'Échéances', unit: 'sous 12 mois', numeric: true, cell: (row) => figure(row, (figures) => figures.expiriesWithinYear, link('/contrats', shown, { region: row.region, etat: 'expiring' })) },
  { key: 'fresh', head: 'Fraîcheur', cell: (row) => (row.connected ? freshnessOf(row.dataAt, now) : 'non connectée') },
];

/** All 18 regions, figure by figure, with how old what is known of each is. */
export const regionsTable = ({ regions, nation }: Coverage, shown: ShownDay, now: Instant): Html => plainTable({
  id: 'regions', caption: 'Les 18 régions', hideCaption: true, noun: ['région', 'régions'], rows: regions, columns: columns(shown, now),
  ...(nation && { totals: ['Régions connectées', nation.servicesKnown, nation.servicesCovered, nation.servicesWithoutCoverage, nation.servicesWithoutSigned, nation.workersCovered, nation.expiriesWithinYear].map((item) => (typeof item === 'number' ? frenchNumber(item) : item)).concat('') }),
});
