import { plural } from '@cpom/kernel';
import { html, safeUrl } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { icons } from './icons.ts';

export type RuleState = 'met' | 'notMet' | 'warned' | 'overridden' | 'notApplicable';

/** One rule as it applies here and now. */
export interface RuleLine {
  readonly state: RuleState;
  /** The rule in words: « Une caisse au moins est partie au contrat ». */
  readonly rule: string;
  /** « article D. 4622-44 du code du travail ». */
  readonly article?: { readonly text: string; readonly href?: string };
  /** What was found, or the reason for which it was set aside. */
  readonly finding?: Content;
  /** What to do, and who can; shown when it is not met or warned. */
  readonly todo?: Content;
}

const words: Record<RuleState, string> = {
  met: 'Respectée', notMet: 'Non respectée', warned: 'À surveiller', overridden: 'Écartée avec motif', notApplicable: 'Sans objet',
};
const order: readonly RuleState[] = ['notMet', 'warned', 'overridden', 'met', 'notApplicable'];

const article = (of: NonNullable<RuleLine['article']>): Html =>
  of.href === undefined ? html`<span class="app-article">${of.text}</span>` : html`<a class="app-article" href="${safeUrl(of.href)}">${of.text}</a>`;

const line = (item: RuleLine): Html => html`<li class="app-rule app-rule--${item.state}">${icons[item.state]}<div>
  <p><span class="app-rule__state">${words[item.state]}</span> — ${item.rule}${item.article && html` ${article(item.article)}`}</p>
  ${item.finding !== undefined && html`<p class="app-rule__finding">${item.finding}</p>`}
  ${item.todo !== undefined && (item.state === 'notMet' || item.state === 'warned') && html`<p class="app-rule__todo"><strong>À faire :</strong> ${item.todo}</p>`}
</div></li>`;

function sentence(rules: readonly RuleLine[]): string {
  const count = (state: RuleState): number => rules.filter((rule) => rule.state === state).length;
  const parts = [
    count('notMet') > 0 && `${plural(count('notMet'), 'règle')} à satisfaire`,
    count('warned') > 0 && `${plural(count('warned'), 'point')} à surveiller`,
    count('overridden') > 0 && plural(count('overridden'), 'règle écartée', 'règles écartées'),
    count('met') > 0 && plural(count('met'), 'règle respectée', 'règles respectées'),
  ].filter((part) => part !== false);
  return parts.join(', ');
}

/** The rules that apply, before the click: first what blocks, then what deserves attention. */
export const checklist = (title: string, rules: readonly RuleLine[]): Html => html`<section class="app-checklist">
  <h2 class="fr-h5">${title}</h2>
  <p>${sentence(rules)}.</p>
  <ul>${order.map((state) => rules.filter((rule) => rule.state === state).map(line))}</ul>
</section>`;

/** Says whether some rule stands against the next step. */
export const blocked = (rules: readonly RuleLine[]): boolean => rules.some((rule) => rule.state === 'notMet');
