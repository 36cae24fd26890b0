import type { Instant } from '@cpom/kernel';
import type { HistoryEntry } from '@cpom/proto/directory/v1/directory';
import { roleName } from '@cpom/service';
import { disclosure, history, html, section, table, type Happening, type Html } from '../../../ui/index.ts';
import { frenchInstant } from '@cpom/kernel';
import type { Rectification } from '@cpom/proto/contracts/v1/contracts';
import type { ContractView } from './model.ts';

const shownAtOnce = 10;

const who = ({ visit }: ContractView, entry: HistoryEntry): string => {
  if (entry.organisation === '') return 'L’application';
  const role = entry.role === '' ? '' : ` (${roleName(entry.role)})`;
  return `${visit.nameOf(entry.organisation)}${role}`;
};

const happening = (view: ContractView) => (entry: HistoryEntry): Happening =>
  ({ at: entry.recordedAt as Instant, who: who(view, entry), did: entry.summary, ...(entry.reason === '' ? {} : { reason: entry.reason }) });

const corrections = (view: ContractView): Html | undefined => {
  const { contract: { rectifications }, visit } = view;
  if (rectifications.length === 0) return undefined;
  return table({
    id: 'table-rectifications', caption: 'Faits rectifiés', noun: ['rectification', 'rectifications'], rows: rectifications,
    columns: [
      { key: 'fait', head: 'Fait', cell: (one: Rectification) => one.subject }, { key: 'avant', head: 'Valeur précédente', cell: (one: Rectification) => one.former },
      { key: 'apres', head: 'Valeur rectifiée', cell: (one: Rectification) => one.corrected }, { key: 'motif', head: 'Motif', cell: (one: Rectification) => one.reason },
      { key: 'quand', head: 'Rectifié', cell: (one: Rectification) => `${frenchInstant(one.recordedAt as Instant, visit.info.timeZone)}, ${visit.nameOf(one.organisation)}` },
    ],
  });
};

/** What happened, as sentences, the latest first; former values stay readable. */
export function historyPart(view: ContractView): Html {
  const { contract, visit, href } = view;
  const items = contract.history.map(happening(view));
  const [first, rest] = [items.slice(0, shownAtOnce), items.slice(shownAtOnce)];
  return section('historique', 'Historique', html`${corrections(view)}${history(first, visit.info.timeZone)}
    ${rest.length > 0 && disclosure(`Voir les ${rest.length} faits plus anciens`, history(rest, visit.info.timeZone))}
    <p><a class="fr-link fr-link--download" href="${href}/historique.csv" download>Télécharger l’historique <span class="fr-link__detail">CSV</span></a></p>`);
}
