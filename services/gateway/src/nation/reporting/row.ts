import { plural } from '@cpom/kernel';
import type { SubmissionRow } from '@cpom/proto/national/v1/national';
import { html, type Column } from '../../ui/index.ts';
import type { CsvColumn } from '../../common/csv.ts';
import type { ShownDay } from '../au.ts';
import { serviceHref } from '../services/row.ts';
import { dateOr, submissionBadge, submissionNames } from '../words.ts';

export const sortableReports = ['region', 'service', 'state', 'late-days', 'answered'] as const;

/** « 12 jours », « 12 jours, à transmettre » ; « — » when in time. */
export function lateness({ lateDays, overdue }: Pick<SubmissionRow, 'lateDays' | 'overdue'>): string {
  if (lateDays === 0) return '—';
  return `${plural(lateDays, 'jour')}${overdue ? ', pas encore transmise' : ''}`;
}

export const reportColumns = (shown: ShownDay): readonly Column<SubmissionRow>[] => [
  { key: 'service', head: 'Service', sortable: true, cell: (row) => html`<a href="${serviceHref(row.service, shown)}">${row.serviceName}</a>` },
  { key: 'region', head: 'Région', sortable: true, cell: (row) => row.regionName },
  { key: 'state', head: 'État', sortable: true, cell: (row) => submissionBadge(row.state) },
  { key: 'answered', head: 'Lignes renseignées', numeric: true, sortable: true, cell: (row) => (row.state === 'none' ? '—' : `${row.answered} / ${row.asked}`) },
  { key: 'due', head: 'Attendue pour le', cell: (row) => dateOr(row.dueOn, '—') },
  { key: 'submitted', head: 'Transmise le', cell: (row) => dateOr(row.submittedOn, '—') },
  { key: 'approved', head: 'Approuvée le', cell: (row) => dateOr(row.approvedOn, '—') },
  { key: 'late-days', head: 'Retard', sortable: true, cell: lateness },
  { key: 'contracts', head: 'Contrats', cell: (row) => (row.contracts.length === 0 ? '—' : row.contracts.map((id, index) => [index > 0 && ', ', html`<a href="/contrats/${row.region}/${encodeURIComponent(id)}">contrat${row.contracts.length > 1 && ` ${index + 1}`}<span class="fr-sr-only"> de ${row.serviceName}</span></a>`])) },
];

export const reportCsv: readonly CsvColumn<SubmissionRow>[] = [
  { head: 'Région', value: (row) => row.regionName }, { head: 'SIREN', value: (row) => row.service }, { head: 'Service', value: (row) => row.serviceName }, { head: 'Période', value: (row) => row.periodLabel || row.campaign },
  { head: 'État', value: (row) => submissionNames[row.state] ?? row.state }, { head: 'Lignes demandées', value: (row) => row.asked }, { head: 'Lignes renseignées', value: (row) => row.answered },
  { head: 'Ouverte le', value: (row) => dateOr(row.openedOn, '') }, { head: 'Attendue pour le', value: (row) => dateOr(row.dueOn, '') }, { head: 'Transmise le', value: (row) => dateOr(row.submittedOn, '') },
  { head: 'Approuvée le', value: (row) => dateOr(row.approvedOn, '') }, { head: 'Jours de retard', value: (row) => row.lateDays }, { head: 'Pas transmise', value: (row) => (row.overdue ? 'oui' : 'non') }, { head: 'Origine', value: (row) => row.origin },
];
