import { plural } from '@cpom/kernel';
import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import { checklist, disclosure, html, type Html, type RuleLine, type RuleState } from '../../../ui/index.ts';
import { dateOr } from '../about.ts';
import type { ContractView } from './model.ts';

const states: Readonly<Record<string, RuleState>> = { met: 'met', 'not-met': 'notMet', warned: 'warned', overridden: 'overridden', 'not-applicable': 'notApplicable' };

/** Where each kind of rule is mended. */
function mendHref(view: ContractView, code: string): string | undefined {
  const { href, prepares, contract } = view;
  if (!prepares || contract.recordedAfterwards || contract.stage === 'signed') return undefined;
  if (code.startsWith('opinion')) return `${href}#avis`;
  if (code.startsWith('parties')) return `${href}#parties`;
  if (code.startsWith('signatures')) return `${href}#signatures`;
  if (code.startsWith('sheets') || code === 'national.pdp' || code === 'national.theme') return `${href}#fiches`;
  if (code.startsWith('term')) return `${href}/duree`;
  if (code === 'national.pdp-cell' || code.startsWith('follow-up')) return `${href}/modifier`;
  return code.startsWith('conventions') ? `${href}#documents` : undefined;
}

const mended: readonly (readonly [string, string])[] = [
  ['opinion', 'Voir les avis'], ['parties', 'Voir les parties'], ['signatures', 'Voir les signatures'], ['term', 'Fixer la durée'], ['national.pdp-cell', 'Modifier le texte'], ['follow-up', 'Modifier le texte'],
  ['conventions', 'Voir les documents'], ['', 'Voir les fiches action'],
];

const mendWords = (code: string): string => mended.find(([start]) => code.startsWith(start))?.[1] ?? '';

/** Judged once and for all, or reported of the past: nothing is left to do about it here. */
const isFound = ({ contract }: ContractView): boolean => contract.stage === 'signed' || contract.recordedAfterwards;

function todoOf(view: ContractView, rule: RuleResult): Html | undefined {
  if (rule.whatToDo === '' || isFound(view)) return undefined;
  const href = mendHref(view, rule.code);
  const override = view.decides && view.contract.stage !== 'signed' && view.alive && rule.overridable && rule.outcome === 'not-met';
  return html`${rule.whatToDo}${href !== undefined && html` <a href="${href}">${mendWords(rule.code)}</a>`}${override && html` <a href="${view.href}/regles/${rule.code}/derogation">Passer outre avec un motif</a>`}`;
}

function findingOf(view: ContractView, rule: RuleResult): Html | undefined {
  if (rule.outcome !== 'overridden') return isFound(view) && rule.whatToDo !== '' ? html`${rule.whatToDo}` : undefined;
  const lift = view.decides && view.contract.stage !== 'signed' && view.alive;
  return html`Écartée le ${dateOr(rule.overriddenOn)} : <q>${rule.overrideReason}</q> Ce motif est transmis à la DGT.${lift && html` <a href="${view.href}/regles/${rule.code}/retablir">Rétablir la règle</a>`}`;
}

/** A rule as the checklist shows it. A rule of a reprise is reported: it blocks nothing. */
export function lineOf(view: ContractView, rule: RuleResult): RuleLine {
  const state = states[rule.outcome] ?? 'warned';
  const [finding, todo] = [findingOf(view, rule), todoOf(view, rule)];
  return { state, rule: rule.text, article: { text: rule.article }, ...(finding ? { finding } : {}), ...(todo ? { todo } : {}) };
}

function intro({ contract }: ContractView): Html {
  const set = contract.ruleSet;
  const which = set ? html`Règles nationales : ${set.label.toLowerCase()} (${set.source}).` : undefined;
  if (contract.recordedAfterwards) return html`<p>${which} Ce contrat existait avant d’être enregistré ici : les règles sont constatées, aucune ne bloque.</p>`;
  return html`<p>${which}${contract.stage === 'signed' && ' Elles sont montrées telles que jugées à la signature.'}</p>`;
}

const quietWords = (quiet: readonly RuleResult[]): string => {
  const met = quiet.filter((rule) => rule.outcome === 'met').length;
  return `Voir ${met === 0 ? '' : plural(met, 'règle respectée', 'règles respectées')}${met > 0 && met < quiet.length ? ' et ' : ''}${met < quiet.length ? `${quiet.length - met} sans objet` : ''}`;
};

/** The checklist before the click, with the rule set that applies. */
export function rulesOf(view: ContractView): Html {
  const { contract } = view;
  const found = isFound(view);
  const open = contract.rules.filter((rule) => !['met', 'not-applicable'].includes(rule.outcome));
  const quiet = contract.rules.filter((rule) => !open.includes(rule));
  const first = open.length > 0 ? checklist(found ? 'Règles constatées' : 'Règles à satisfaire', open.map((rule) => lineOf(view, rule)))
    : html`<p><strong>Toutes les règles applicables ${found ? 'étaient' : 'sont'} respectées.</strong></p>`;
  return html`${first}${quiet.length > 0 && disclosure(quietWords(quiet), checklist('Règles respectées ou sans objet', quiet.map((rule) => lineOf(view, rule))), view.dates.past)}${intro(view)}`;
}
