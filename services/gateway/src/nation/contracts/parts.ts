import { isLegalDate } from '@cpom/kernel';
import type { PublicOpinion, PublicSheet, PublicSignature } from '@cpom/proto/contracts/v1/events';
import type { Party, RuleResult, StageEntry, StatusInterval } from '@cpom/proto/contracts/v1/facts';
import { badge, checklist, html, plainTable, table, type Content, type Html, type RuleState } from '../../ui/index.ts';
import { capacityName, dateOr, flagName, opinionKind, partyRole, senseName, stageName, statusBadge, themeName } from '../words.ts';

/** Says what an organisation is called, on the day shown. */
export type NameOf = (id: string) => string;

const party = (row: Party, nameOf: NameOf): Content => {
  const name = nameOf(row.organisation);
  return html`${name}${row.writtenName !== '' && row.writtenName !== name && html`<br><span class="app-unit">écrit « ${row.writtenName} » dans le contrat</span>`}`;
};

export const partiesTable = (rows: readonly Party[], nameOf: NameOf): Html => table({
  id: 'parties-table', caption: 'Parties et partenaires', hideCaption: true, noun: ['organisme', 'organismes'], rows,
  columns: [
    { key: 'name', head: 'Organisme', cell: (row) => party(row, nameOf) },
    { key: 'role', head: 'Qualité', cell: (row) => partyRole(row.role) },
    { key: 'seat', head: 'Siège', cell: (row) => row.seat || '—' },
    { key: 'by', head: 'Représenté par', cell: (row) => row.representedBy || '—' },
    { key: 'left', head: 'Retrait', cell: (row) => (row.withdrawnOn === '' ? '—' : `le ${dateOr(row.withdrawnOn)}${row.withdrawnReason === '' ? '' : ` : ${row.withdrawnReason}`}`) },
  ],
});

const sense = ({ sense: code }: PublicOpinion): Html =>
  badge({ tone: code === 'favourable' ? 'success' : code === 'unfavourable' ? 'error' : code === '' ? 'new' : 'neutral', text: senseName(code) });

export const opinionsTable = (rows: readonly PublicOpinion[], nameOf: NameOf): Html => table({
  id: 'avis-table', caption: 'Avis des instances', hideCaption: true, noun: ['avis', 'avis'], rows, empty: html`<p>Aucun avis n’est enregistré.</p>`,
  columns: [
    { key: 'body', head: 'Instance', cell: (row) => nameOf(row.body) },
    { key: 'kind', head: 'Nature', cell: (row) => opinionKind(row.kind) },
    { key: 'asked', head: 'Demandé le', cell: (row) => dateOr(row.askedOn) },
    { key: 'due', head: 'Attendu pour le', cell: (row) => dateOr(row.dueOn, '—') },
    { key: 'given', head: 'Rendu le', cell: (row) => dateOr(row.givenOn, '—') },
    { key: 'sense', head: 'Sens', cell: sense },
  ],
});

export const signaturesTable = (rows: readonly PublicSignature[], nameOf: NameOf): Html => table({
  id: 'signatures-table', caption: 'Signatures, par fonction', hideCaption: true, noun: ['signature', 'signatures'], rows, empty: html`<p>Aucune signature n’est enregistrée.</p>`,
  columns: [
    { key: 'organisation', head: 'Organisme', cell: (row) => nameOf(row.organisation) },
    { key: 'function', head: 'Fonction du signataire', cell: (row) => row.function || 'n.r.' },
    { key: 'capacity', head: 'À quel titre', cell: (row) => capacityName(row.capacity) },
    { key: 'on', head: 'Signé le', cell: (row) => dateOr(row.signedOn) },
  ],
});

const aims = (numbers: readonly number[]): string => (numbers.length === 0 ? 'n.r.' : [...numbers].sort((a, b) => a - b).map((aim) => `${aim}°`).join(', '));

export const sheetsTable = (rows: readonly PublicSheet[], indicator: (code: string) => Content): Html => table({
  id: 'fiches-table', caption: 'Fiches action annexées', hideCaption: true, noun: ['fiche', 'fiches'], rows, empty: html`<p>Aucune fiche action n’est publiée.</p>`,
  columns: [
    { key: 'title', head: 'Fiche', cell: (row) => row.title },
    { key: 'theme', head: 'Thème', cell: (row) => themeName(row.theme) },
    { key: 'aims', head: 'Finalités', unit: 'D. 4622-45', cell: (row) => aims(row.aims) },
    { key: 'deadline', head: 'Échéance', cell: (row) => dateOr(row.deadline) },
    { key: 'indicators', head: 'Indicateurs', cell: (row) => (row.indicators.length === 0 ? '—' : row.indicators.map((code, index) => [index > 0 && ', ', indicator(code)])) },
    { key: 'target', head: 'Cible', cell: (row) => (row.hasTarget ? 'oui' : 'aucune') },
    { key: 'leads', head: 'Référents nommés', numeric: true, cell: (row) => row.leadsNamed },
  ],
});

const outcomes: Readonly<Record<string, RuleState>> = { met: 'met', 'not-met': 'notMet', warned: 'warned', overridden: 'overridden' };

function finding(rule: RuleResult): Content {
  if (rule.outcome === 'overridden') return html`Écartée${isLegalDate(rule.overriddenOn.slice(0, 10)) && ` le ${dateOr(rule.overriddenOn.slice(0, 10))}`} par la DREETS : <q>${rule.overrideReason}</q>`;
  return rule.whatToDo === '' ? undefined : rule.whatToDo;
}

export const rulesList = (rules: readonly RuleResult[]): Html => checklist('Règles appliquées', rules.map((rule) => ({
  state: outcomes[rule.outcome] ?? 'notApplicable', rule: rule.text, ...(rule.article !== '' && { article: { text: rule.article } }), ...(finding(rule) !== undefined && { finding: finding(rule) }),
})));

export const intervalsTable = (rows: readonly StatusInterval[]): Html => plainTable({
  id: 'periodes-table', caption: 'États successifs en droit', hideCaption: true, noun: ['période', 'périodes'], rows,
  columns: [
    { key: 'status', head: 'État', cell: (row) => statusBadge(row.status) },
    { key: 'from', head: 'Du', cell: (row) => dateOr(row.from) },
    { key: 'to', head: 'Au', cell: (row) => dateOr(row.to, 'sans terme connu') },
    { key: 'flags', head: 'Remarque', cell: (row) => (row.flags.length === 0 ? '—' : row.flags.map(flagName).join(' ; ')) },
  ],
});

export const stagesTable = (rows: readonly StageEntry[]): Html => plainTable({
  id: 'etapes-table', caption: 'Étapes de la préparation', noun: ['étape', 'étapes'], rows,
  columns: [
    { key: 'stage', head: 'Étape', cell: (row) => stageName(row.stage) },
    { key: 'on', head: 'Le', cell: (row) => dateOr(row.on) },
    { key: 'reason', head: 'Motif', cell: (row) => row.reason || '—' },
  ],
});
