import { plural } from '@cpom/kernel';
import { ListContractsRequest, type ContractPage } from '@cpom/proto/national/v1/national';
import { z } from 'zod';
import { csvAnswer, everyRow } from '../../common/csv.ts';
import { emptyState, filters, html, selectField, table, textField, withQuery, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { auField, auInput, shownDay, type ShownDay } from '../au.ts';
import type { NationVisit } from '../calls.ts';
import { regionInput, regionSelect } from '../services/list.ts';
import { regionName, statusNames } from '../words.ts';
import { contractColumns, contractCsv, sortableContracts } from './row.ts';

const special: Readonly<Record<string, string>> = {
  expiring: 'Échéance dans les 12 mois', 'provisional-passed': 'Échéance provisoire dépassée', overridden: 'Avec une règle écartée',
};
const names: Readonly<Record<string, string>> = { ...special, ...statusNames };
const statuses = Object.keys(names);

interface Filters {
  readonly region: string;
  readonly etat: string;
  readonly q: string;
  readonly service: string;
  readonly shown: ShownDay;
}

function readFilters(visit: NationVisit, asked: Asked): Filters {
  const { region = '', etat = '', q = '', service = '', au } = asked.query({
    region: regionInput, etat: z.string().refine((typed) => statuses.includes(typed), 'Choisissez un état de la liste.').optional(),
    q: z.string().max(100).optional(), service: z.string().regex(/^\d{9}$/, 'Un SIREN a neuf chiffres.').optional(), ...auField,
  });
  return { region, etat, q, service, shown: shownDay(visit, asked, au) };
}

function request({ region, etat, q, service, shown }: Filters, asked: Asked): ListContractsRequest {
  const { sort, from, limit } = asked.reading(sortableContracts);
  return ListContractsRequest.fromPartial({ region, status: etat, contains: q, service, on: shown.on, sort: sort?.key ?? 'expires-on', descending: sort?.descending ?? false, offset: from, limit });
}

const filterForm = (asked: Asked, { region, etat, q, service, shown }: Filters): Html => filters({
  action: '/contrats', active: region !== '' || etat !== '' || q !== '' || service !== '' || shown.au !== undefined, kept: { tri: asked.address.query['tri'] },
  fields: [
    textField({ name: 'q', label: 'Titre, référence ou service', optional: true, value: q, inputmode: 'search' }), regionSelect(region),
    selectField({ name: 'etat', label: 'État', optional: true, value: etat, options: [{ value: '', label: 'Tous' }, ...statuses.map((code) => ({ value: code, label: names[code] ?? code }))] }),
    textField({ name: 'service', label: 'SIREN d’un service', optional: true, value: service, inputmode: 'numeric', maxlength: 9 }), auInput(shown),
  ],
});

const lead = ({ total }: ContractPage, { region, etat }: Filters): string => {
  const where = region === '' ? 'dans les régions connectées' : `en région ${regionName(region)}`;
  return `${plural(total, 'contrat')} ${where}${etat === '' ? '' : ` — ${(names[etat] ?? etat).toLowerCase()}`}. Avant la signature, seuls les dates, les stades et les services concernés sont publiés.`;
};

const nothing = (): Html => emptyState({
  title: 'Aucun contrat ne correspond à ces filtres', what: 'Retirez un filtre, ou choisissez une autre date.',
  who: 'Les contrats sont préparés et publiés par les DREETS ; une région qui n’est pas connectée n’en montre aucun.',
});

export async function contractsPage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const chosen = readFilters(visit, asked);
  const page = await visit.calls.national.listContracts(request(chosen, asked));
  const { sort, page: number } = asked.reading(sortableContracts);
  return pageAnswer(frame(visit, asked, {
    title: 'Contrats', lead: lead(page, chosen), breadcrumb: [{ href: '/', text: 'Tableau de bord' }], ...(chosen.shown.atDate && { atDate: chosen.shown.atDate }),
    body: html`${filterForm(asked, chosen)}${table({
      id: 'contrats', caption: 'Contrats pluriannuels d’objectifs et de moyens', noun: ['contrat', 'contrats'], rows: page.contracts, columns: contractColumns(chosen.shown), address: asked.address,
      sort, total: page.total, page: number, csvHref: withQuery({ path: '/contrats.csv', query: asked.address.query }, { page: undefined }), empty: nothing(),
    })}`,
  }));
}

export async function contractsCsv(visit: NationVisit, asked: Asked): Promise<Answer> {
  const wanted = request(readFilters(visit, asked), asked);
  const rows = await everyRow(async (offset, limit) => {
    const { contracts, total } = await visit.calls.national.listContracts({ ...wanted, offset, limit });
    return { rows: contracts, total };
  });
  return csvAnswer(`contrats-${wanted.on}`, contractCsv, rows);
}
