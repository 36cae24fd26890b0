import { frenchNumber, plural } from '@cpom/kernel';
import { GetCollectionRequest, GetCoverageRequest, type Collection, type Coverage } from '@cpom/proto/national/v1/national';
import { emptyState, html, nothing, section, sourceNote, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { auField, auForm, link, shownDay, type ShownDay } from '../au.ts';
import type { NationVisit } from '../calls.ts';
import { caveats, collectionFigures, coverageFigures } from './figures.ts';
import { coverageMap, freshnessOf, regionsTable } from './regions.ts';

const noRegion = (): Html => emptyState({
  title: 'Aucune région n’est encore connectée', what: 'Le tableau de bord se remplit dès qu’une région ouvre sa porte : la page « Collecte » dit où en est chaque liaison.',
  who: 'L’équipe technique de la DGT déclare les régions ; chaque DREETS installe son instance.',
});

const reporting = (collection: Collection, shown: ShownDay): Html => section('remontees', `Remontées ${collection.period === '' ? '' : `de la période ${collection.period}`}`, html`<p>${collection.sentence}</p>
  ${collection.nation && collection.period !== '' && collectionFigures(collection.nation, collection.period, { shown })}
  <p><a class="fr-link" href="${link('/remontees', shown)}">Complétude et retards par région et par service</a></p>`);

const body = (visit: NationVisit, coverage: Coverage, collection: Collection, shown: ShownDay): Html => html`
  ${auForm('/', shown)}
  ${coverage.nation && html`${coverageFigures(coverage.nation, { shown })}${sourceNote(...caveats(coverage.nation), freshnessOf(coverage.dataAt, visit.now))}`}
  ${coverage.regionsConnected === 0 ? noRegion() : nothing}
  ${coverageMap(coverage, shown)}
  ${section('regions-detail', 'Région par région', regionsTable(coverage, shown, visit.now))}
  ${reporting(collection, shown)}`;

/** The nation in one screen. */
export async function dashboard(visit: NationVisit, asked: Asked): Promise<Answer> {
  const { au } = asked.query(auField);
  const shown = shownDay(visit, asked, au);
  const { national } = visit.calls;
  const [coverage, collection] = await Promise.all([
    national.getCoverage(GetCoverageRequest.fromPartial({ on: shown.on })),
    national.getCollection(GetCollectionRequest.fromPartial({ on: shown.on, limit: 1 })),
  ]);
  const connected = `${plural(coverage.regionsConnected, 'région connectée', 'régions connectées')} sur ${frenchNumber(coverage.regions.length)}.`;
  return pageAnswer(frame(visit, asked, { title: 'Couverture nationale', lead: `${coverage.sentence} ${connected}`, ...(shown.atDate && { atDate: shown.atDate }), body: body(visit, coverage, collection, shown) }));
}
