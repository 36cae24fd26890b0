import type { ActionSheet, Commitment } from '@cpom/proto/contracts/v1/facts';
import { definitions, html, plainTable, type Content, type Definition, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { dateOr, isPresent, partyName, type ReadContract } from '../about.ts';
import { wordingOf, type Labels } from '../page/indicators.ts';
import { aims, commitmentRoles, strands, themes, wordOf } from '../words.ts';

/** What a sheet's parts are drawn from. */
export interface SheetView {
  readonly contract: ReadContract;
  readonly sheet: ActionSheet;
  readonly visit: RegionVisit;
  readonly labels: Labels;
}

const list = (items: readonly Content[]): Html => html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
const line = (term: string, there: boolean, value: Content): Definition[] => (there ? [{ term, value }] : []);
const long = (text: string): Html => html`<span class="app-text">${text}</span>`;

/** What the sheet is about: theme, aims, deadline, texts. */
export const whatLines = ({ sheet }: SheetView): Html => definitions([
  { term: 'Thème', value: wordOf(themes, sheet.theme) }, ...line('Volet', sheet.strand !== '', wordOf(strands, sheet.strand)),
  { term: 'Finalités (D.4622-45)', value: sheet.aims.length === 0 ? 'Aucune' : list(sheet.aims.map((aim) => `${aim}. ${aims[String(aim)] ?? ''}`)) },
  { term: 'Échéance', value: dateOr(sheet.deadline, 'non fixée') },
  ...line('Préambule', sheet.preamble !== '', long(sheet.preamble)), ...line('Objectif', sheet.objective !== '', long(sheet.objective)),
  ...line('Public visé', sheet.targetPublic !== '', long(sheet.targetPublic)), ...line('Description', sheet.description.length > 0, list(sheet.description)),
  ...line('Références', sheet.references.length > 0, list(sheet.references)),
]);

export const actionList = ({ sheet }: SheetView): Html => (sheet.actions.length === 0 ? html`<p>La fiche ne détaille pas d’action.</p>`
  : list(sheet.actions.map((one) => html`${one.letter !== '' && html`<strong>${one.letter}.</strong> `}${one.text}`)));

export const indicatorTable = ({ sheet, labels }: SheetView, level: string): Html => (sheet.indicators.length === 0 ? html`<p>Aucun indicateur n’est demandé par cette fiche.</p>` : plainTable({
  id: `indicateurs-${level}`, caption: `Indicateurs de la fiche ${sheet.title}`, hideCaption: true, noun: ['indicateur', 'indicateurs'], rows: sheet.indicators,
  columns: [
    { key: 'libelle', head: 'Indicateur', cell: (one) => wordingOf(one, labels) }, { key: 'code', head: 'Code', cell: (one) => one.code || 'hors catalogue' },
    { key: 'action', head: 'Action', cell: (one) => one.action || '—' }, { key: 'objectif', head: 'Objectif chiffré', cell: (one) => (one.hasTarget ? one.target || 'oui' : '—') },
  ],
}));

const committed = ({ contract, visit }: SheetView, one: Commitment): string => (one.organisation === '' ? wordOf(commitmentRoles, one.role) : partyName(contract, one.organisation, visit));

export const commitmentTable = (view: SheetView, level: string): Html => (view.sheet.commitments.length === 0 ? html`<p>La fiche n’écrit aucun engagement.</p>` : plainTable({
  id: `engagements-${level}`, caption: `Engagements et moyens de la fiche ${view.sheet.title}`, hideCaption: true, noun: ['engagement', 'engagements'], rows: view.sheet.commitments,
  columns: [
    { key: 'qui', head: 'Qui', cell: (one) => committed(view, one) }, { key: 'engagement', head: 'Engagement', cell: (one) => long(one.text) }, { key: 'moyens', head: 'Moyens', cell: (one) => (one.means === '' ? '—' : long(one.means)) },
  ],
}));

/** Who leads in each service, and where nobody does yet. */
export function leadList(view: SheetView): Html {
  const { contract, sheet, visit } = view;
  const services = contract.parties.filter((party) => party.role === 'service' && isPresent(party));
  const one = (organisation: string): Html => {
    const leads = sheet.leads.filter((lead) => lead.service === organisation);
    if (leads.length === 0) return html`<em>à désigner</em>`;
    return html`${leads.map((lead, index) => html`${index > 0 && ', '}${lead.function}${lead.namedOn !== '' && ` (désigné le ${dateOr(lead.namedOn)})`}`)}`;
  };
  return html`${sheet.leadWording !== '' && html`<p><q>${sheet.leadWording}</q></p>`}${definitions(services.map((party) => ({ term: partyName(contract, party.organisation, visit), value: one(party.organisation) })))}`;
}

export const perspectiveList = ({ sheet }: SheetView): Html | undefined =>
  (sheet.perspectives.length === 0 ? undefined : html`<p>Pour la génération suivante : elles n’obligent pas dans ce contrat.</p>${list(sheet.perspectives)}`);
