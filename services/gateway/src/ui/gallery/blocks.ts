import { day, legalDate } from '@cpom/kernel';
import type { Instant } from '@cpom/kernel';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { action, actions, confirmation } from '../components/action.ts';
import { alert, callout } from '../components/alert.ts';
import { badge } from '../components/badge.ts';
import { checklist } from '../components/checklist.ts';
import { definitions } from '../components/definitions.ts';
import { downloads } from '../components/downloads.ts';
import { emptyState } from '../components/empty.ts';
import { history } from '../components/history.ts';
import { freshness, progress } from '../components/progress.ts';
import { anchors, keyFigures, section, tabs, tasks } from '../components/section.ts';
import { value } from '../components/values.ts';
import { masked, missing, number } from '../numbers.ts';
import type { Say } from './say.ts';

const at = '2022-03-12T13:05:00.000Z' as Instant;
const now = '2022-03-15T14:05:00.000Z' as Instant;

const rules = (say: Say): Html => checklist(say('Avant de valider'), [
  { state: 'met', rule: say('Une DREETS, un service et une caisse au moins sont parties au contrat'), article: { text: say('D. 4622-44'), href: '/textes/d4622-44' } },
  { state: 'notMet', rule: say('Les instances requises ont été consultées'), article: { text: say('L. 4622-10') }, finding: say('L’avis du CROCT n’est pas enregistré.'), todo: say('Enregistrer l’avis, ou attendre la fin du délai (15/12/2021).') },
  { state: 'warned', rule: say('L’agrément court jusqu’à la fin du contrat'), finding: say('L’agrément d’un service s’arrête le 30/06/2023.'), todo: say('Prévoir le renouvellement.') },
  { state: 'overridden', rule: say('La désinsertion professionnelle figure parmi les thèmes'), finding: say('Écartée par la DREETS : thème traité par un contrat voisin.') },
  { state: 'notApplicable', rule: say('Composition minimale de la cellule PDP'), article: { text: say('L. 4622-8-1') } },
]);

const states = (say: Say): Html => html`<p>${badge({ tone: 'success', text: say('En vigueur'), date: { on: legalDate('2022-02-10'), word: 'depuis le' } })}
  ${badge({ tone: 'warning', text: say('Échéance proche'), date: { on: legalDate('2023-12') } })} ${badge({ tone: 'neutral', text: say('Brouillon') })} ${badge({ tone: 'error', text: say('Expiré') })} ${badge({ tone: 'info', text: say('En vérification') })}</p>
  <p>Quatre valeurs : ${value(number(0))} — ${value(missing)} — ${value({ kind: 'notApplicable', reason: say('Pas d’intérim dans ce service.') })} — ${value(masked)} — ${value(number(12345.6, 1), '/detail')}</p>
  ${progress({ id: 'p', done: 34, of: 46, what: say('lignes renseignées') })}
  <p>${freshness({ what: say('Données de Corse'), at, now })}, ${freshness({ what: say('Données de Bretagne'), at: now, now })}, ${freshness({ what: say('Données de Mayotte'), at: undefined, now })}</p>`;

const acting = (say: Say): Html => actions(
  action({ id: 'a1', text: say('Soumettre à signature'), to: { href: '/contrats/1/signature' } }),
  action({ id: 'a2', text: say('Renvoyer'), to: { action: '/contrats/1/renvoi', csrf: say('jeton'), cause: 'c1', hidden: { motif: say('x') } }, look: 'secondary' }),
  action({ id: 'a3', text: say('Valider'), to: { href: '/contrats/1/validation' }, impossible: say('il manque l’avis du CROCT.') }));

/** Every block once, except tables, forms and charts. */
export const blocksGallery = (say: Say): Html => html`
  ${anchors([{ id: 'etats', text: say('États et valeurs') }, { id: 'vie', text: say('Vie du contrat') }])}
  ${keyFigures([{ figure: say('112'), text: say('services sous CPOM actif sur 176'), href: '/services', note: say('64 %') }, { figure: say('23'), text: say('échéances dans les 12 mois'), href: '/contrats' }, { figure: value(missing), text: say('salariés couverts') }])}
  ${tabs(say('Vues du contrat'), [{ href: '?vue=vie', text: say('Vie'), current: true }, { href: '?vue=actions', text: say('Fiches action') }, { href: 'javascript:alert(1)', text: say('Indicateurs') }])}
  ${section('etats', say('États et valeurs'), states(say))}
  ${section('vie', say('Vie du contrat'), html`${rules(say)}${acting(say)}`)}
  ${tasks([{ href: '/a', text: say('Enregistrer l’avis du CROCT'), badge: badge({ tone: 'warning', text: say('avant le'), date: { on: day('2021-12-15') } }), detail: say('Contrat régional 2022-2026') }])}
  ${definitions([{ term: say('Prise d’effet'), value: say('10/02/2022') }, { term: say('Durée'), value: say('60 mois') }])}
  ${history([{ at, who: say('DREETS Centre-Val de Loire'), did: say('a renvoyé la ligne « Salariés orientés »'), reason: say('le total est inférieur aux « dont »') }], 'Europe/Paris')}
  ${downloads([{ href: '/f/1', text: say('Contrat signé'), detail: say('PDF, ajouté le 12/03/2022'), bytes: 1_420_000 }])}
  ${alert('success', say('L’avis est enregistré'), say('La fiche est à jour.'))}${alert('error', say('La fusion est refusée'))}${callout(say('À savoir'), say('Un avis non rendu dans le délai est réputé donné.'))}
  ${emptyState({ title: say('Aucun contrat'), what: say('Commencez par préparer un contrat.'), who: say('Un agent de la DREETS peut le faire.'), action: action({ id: 'a4', text: say('Préparer un contrat'), to: { href: '/contrats/nouveau' } }) })}
  ${confirmation({ action: '/x', csrf: say('t'), cause: 'c', effect: say('Le contrat sera validé.'), summary: [{ term: say('Contrat'), value: say('Régional 2022') }], confirm: say('Valider le contrat'), cancelHref: '/y' })}`;
