import type { ActionSheet } from '@cpom/proto/contracts/v1/facts';
import { action, actions, emptyState, html, section, table, tip, withQuery, type Html } from '../../../ui/index.ts';
import { dateOr, isOpen } from '../about.ts';
import { aims, strands, themes, wordOf } from '../words.ts';
import type { ContractView } from './model.ts';

const aimsOf = (sheet: ActionSheet): Html => (sheet.aims.length === 0 ? html`—` : html`${sheet.aims.map((aim, index) => html`${index > 0 && ', '}${tip(String(aim), aims[String(aim)] ?? '')}`)}`);

const targets = (sheet: ActionSheet): string => {
  const named = sheet.indicators.filter((one) => one.hasTarget).length;
  return `${sheet.indicators.length}, dont ${named} avec un objectif chiffré`;
};

const sheetHref = (view: ContractView, sheet: ActionSheet): string =>
  withQuery({ path: `${view.href}/fiches/${sheet.id}`, query: view.dates.past ? { au: view.dates.on, connu: view.dates.knownOn } : {} });

const nothing = emptyState({
  title: 'Aucune fiche action', what: 'Écrivez une fiche par action : objectif, actions, échéance, indicateurs, engagements et moyens de chacun.', who: 'Un agent de la DREETS les prépare avec les parties.',
});

/** The action sheets, with themes, aims of D.4622-45, deadlines and targets. */
export const sheetsPart = (view: ContractView): Html => section('fiches', 'Fiches action', html`${table({
  id: 'table-fiches', caption: 'Liste des fiches action', hideCaption: true, noun: ['fiche', 'fiches'], rows: view.contract.sheets, empty: nothing,
  columns: [
    { key: 'titre', head: 'Fiche', cell: (sheet: ActionSheet) => html`<a href="${sheetHref(view, sheet)}">${sheet.title}</a>${sheet.strand !== '' && html`<br><span class="fr-text--xs">${wordOf(strands, sheet.strand)}</span>`}` },
    { key: 'theme', head: 'Thème', cell: (sheet: ActionSheet) => wordOf(themes, sheet.theme) },
    { key: 'finalites', head: 'Finalités', unit: 'D.4622-45', cell: aimsOf },
    { key: 'echeance', head: 'Échéance', numeric: true, cell: (sheet: ActionSheet) => dateOr(sheet.deadline, '—') },
    { key: 'indicateurs', head: 'Indicateurs', cell: targets },
    { key: 'referents', head: 'Référents désignés', numeric: true, cell: (sheet: ActionSheet) => `${sheet.leads.length} sur ${view.contract.parties.filter((party) => party.role === 'service' && party.withdrawnOn === '').length}` },
  ],
})}${view.prepares && isOpen(view.contract) && actions(action({ id: 'ajouter-fiche', text: 'Ajouter une fiche action', to: { href: `${view.href}/fiches/ajouter` }, look: 'secondary' }))}`);
