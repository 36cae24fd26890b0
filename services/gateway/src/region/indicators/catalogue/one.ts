import { plural, Refusal } from '@cpom/kernel';
import { ListIndicatorsRequest, type Indicator } from '@cpom/proto/indicators/v1/indicators';
import type { Asked } from '../../../site/asked.ts';
import { frame, noticeOf } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { action, actions, definitions, html, section, table, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { indicatorThemes, reporters, units } from '../../campaigns/words.ts';
import { wordOf } from '../../contracts/words.ts';
import { disclosures, hrefOf, keepers, kinds, listTrail, relations, severities, validWords } from '../words.ts';
import { doneWords } from './list.ts';

/** Every version of an indicator of the region, the latest last. Refuses `not-found`. */
export async function versionsOf(visit: RegionVisit, asked: Pick<Asked, 'param' | 'done'>): Promise<readonly [Indicator, ...Indicator[]]> {
  const code = asked.param('code');
  const { indicators } = await visit.calls.indicators.listIndicators(ListIndicatorsRequest.fromPartial({ allVersions: true, atLeast: asked.done.position }));
  const [first, ...rest] = indicators.filter((one) => one.code === code).sort((left, right) => left.version - right.version);
  if (!first) throw new Refusal('not-found', 'Cet indicateur n’existe pas dans le catalogue de la région. Cherchez-le dans la liste des indicateurs.');
  return [first, ...rest];
}

const link = (code: string): Html => html`<a href="${hrefOf(code)}">${code}</a>`;

function ratioWords({ ratio }: Indicator): Html | string {
  if (!ratio) return '—';
  return html`${link(ratio.numerator)} ÷ ${link(ratio.denominator)}${ratio.denominatorPrevious && ' de la période précédente'} × ${ratio.factor}`;
}

const meaning = (one: Indicator): Html => definitions([
  { term: 'Thème', value: wordOf(indicatorThemes, one.theme) }, { term: 'Unité', value: wordOf(units, one.unit) }, { term: 'Nature', value: wordOf(kinds, one.kind) }, { term: 'Rempli par', value: wordOf(reporters, one.reporter) },
  { term: 'Place dans l’arbre', value: one.relation === '' ? 'au premier niveau' : html`${wordOf(relations, one.relation)} ${link(one.parent)} ; un dépassement ${wordOf(severities, one.severity)}` },
  ...(one.ratio ? [{ term: 'Calcul', value: ratioWords(one) }] : []),
  ...(one.outline.length > 0 ? [{ term: 'Rubriques du texte', value: one.outline.map(({ label }) => label).join(' ; ') }] : []),
  { term: 'Peut être ventilé par', value: one.disaggregation || '—' }, { term: 'Socle national', value: one.coreCode === '' ? 'propre à la région : aucun rattachement' : `rattaché à ${one.coreCode}` },
  { term: 'Secret statistique', value: wordOf(disclosures, one.disclosure) }, { term: 'Origine', value: one.origin || '—' },
]);

/** What an indicator means, now and before. */
export async function indicatorPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const versions = await versionsOf(visit, asked);
  const last = versions.at(-1) ?? versions[0];
  const body = html`${visit.may(keepers) && actions(action({ id: 'reviser', text: 'Établir une nouvelle version', to: { href: `${hrefOf(last.code)}/revision` } }))}
    ${section('sens', 'Ce qu’il mesure', meaning(last))}
    ${section('versions', 'Versions', table({
      id: 'table-versions', caption: 'Versions de l’indicateur', hideCaption: true, noun: ['version', 'versions'], rows: versions.toReversed(),
      columns: [
        { key: 'version', head: 'Version', numeric: true, cell: ({ version }) => version }, { key: 'libelle', head: 'Libellé', cell: ({ label }) => label }, { key: 'validite', head: 'Validité', cell: validWords },
        { key: 'unite', head: 'Unité', cell: ({ unit }) => wordOf(units, unit) }, { key: 'socle', head: 'Socle national', cell: ({ coreCode }) => coreCode || '—' },
      ],
    }))}`;
  const notice = noticeOf(asked, doneWords);
  return pageAnswer(frame(visit, asked, { title: `${last.code} — ${last.label}`, lead: `Version ${last.version}, ${validWords(last)} ; ${plural(versions.length, 'version')} en tout.`, breadcrumb: listTrail, body, ...(notice ? { notice } : {}) }));
}
