import { frenchNumber, regionOf } from '@cpom/kernel';
import { ExplainFigureRequest, type FigureExplanation } from '@cpom/proto/national/v1/national';
import { z } from 'zod';
import { html, table, withQuery, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { auField, auForm, link, shownDay, type ShownDay } from '../au.ts';
import type { NationVisit } from '../calls.ts';
import { contractColumns } from '../contracts/row.ts';
import { reportColumns } from '../reporting/row.ts';
import { regionInput } from '../services/list.ts';
import { serviceColumns } from '../services/row.ts';

const plain = <C extends { readonly key: string }>(columns: readonly C[]): readonly (C & { readonly sortable: false })[] => columns.map((column) => ({ ...column, sortable: false }));

interface Place {
  readonly asked: Asked;
  readonly shown: ShownDay;
  readonly page: number;
}

function madeOf({ madeOf: list, label }: FigureExplanation, { asked, shown, page }: Place): Html | undefined {
  const common = { id: 'liste', caption: label, hideCaption: true, address: asked.address, page };
  switch (list?.$case) {
    case 'services': return table({ ...common, noun: ['service', 'services'], rows: list.value.services, total: list.value.total, columns: plain(serviceColumns(shown)) });
    case 'contracts': return table({ ...common, noun: ['contrat', 'contrats'], rows: list.value.contracts, total: list.value.total, columns: plain(contractColumns(shown)) });
    case 'submissions': return table({ ...common, noun: ['remontée', 'remontées'], rows: list.value.submissions, total: list.value.total, columns: plain(reportColumns(shown)) });
    case undefined: return undefined;
  }
}

const paths: Readonly<Record<string, string>> = { services: '/services', contracts: '/contrats', submissions: '/remontees' };

const listHref = ({ madeOf: list, filter }: FigureExplanation, shown: ShownDay, region: string, periode: string): string =>
  withQuery({ path: link(paths[list?.$case ?? ''] ?? '/', { au: undefined }), query: { etat: filter, region, au: shown.au, ...(list?.$case === 'submissions' ? { periode } : {}) } });

/** What a figure counts, and the very list it is made of. */
export async function figurePage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const { au, region = '', periode = '' } = asked.query({ region: regionInput, periode: z.string().max(30).optional(), ...auField });
  const shown = shownDay(visit, asked, au);
  const { from, limit, page } = asked.reading([]);
  const found = await visit.calls.national.explainFigure(ExplainFigureRequest.fromPartial({ figure: asked.param('figure'), region, on: shown.on, period: periode, offset: from, limit }));
  const place = region === '' ? 'régions connectées' : (regionOf(region)?.name ?? region);
  return pageAnswer(frame(visit, asked, {
    title: found.label, lead: `${frenchNumber(found.value)} — ${place}. ${found.definition}`, breadcrumb: [{ href: link('/', shown), text: 'Tableau de bord' }], ...(shown.atDate && { atDate: shown.atDate }),
    body: html`${auForm(asked.path, shown)}${madeOf(found, { asked, shown, page })}<p><a class="fr-link" href="${listHref(found, shown, region, periode)}">Trier, filtrer ou télécharger cette liste</a></p>`,
  }));
}
