import type { Term } from '@cpom/proto/contracts/v1/facts';
import { checkboxField, dateField, html, radioField, textField, type Html } from '../../../ui/index.ts';
import { choice } from '../../../web/inputs.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import { box, input } from '../act/shown.ts';
import type { Shown } from '../act/types.ts';
import { maybeDate, maybeText, yes } from './inputs.ts';
import { ticked, typedDate } from './organisations.ts';

export const termShape = { effect: choice(['at-signature', 'on-date']), effectiveFrom: maybeDate(), expiresOn: maybeDate(), provisional: yes(), followUpOn: maybeDate(), wording: maybeText(300) };

interface TermValue {
  readonly effect: string;
  readonly effectiveFrom: string;
  readonly expiresOn: string;
  readonly provisional: boolean;
  readonly followUpOn: string;
  readonly wording: string;
}

export const termOf = ({ effect, effectiveFrom, expiresOn, provisional, followUpOn, wording }: TermValue, extended = false): Term =>
  ({ effect, effectiveFrom: effect === 'on-date' ? effectiveFrom : '', expiresOn, provisional, followUpOn, wording, extended });

export const termTyped = (term: Term): TypedGroup => ({
  effect: term.effect || 'at-signature', effectiveFrom: typedDate(term.effectiveFrom), expiresOn: typedDate(term.expiresOn), provisional: ticked(term.provisional),
  followUpOn: typedDate(term.followUpOn), wording: term.wording,
});

/** From when to when the contract holds: at most five years. */
export const termFields = (shown: Shown): Html => html`
  ${radioField({ ...input(shown, 'effect'), label: 'Prise d’effet', options: [{ value: 'at-signature', label: 'À la dernière signature' }, { value: 'on-date', label: 'À une date fixée' }] })}
  ${dateField({ ...input(shown, 'effectiveFrom'), label: 'Date de prise d’effet', optional: true, hint: 'Si elle est fixée. Au format 31/12/2022, ou 12/2022, ou 2022.' })}
  ${dateField({ ...input(shown, 'expiresOn'), label: 'Échéance', optional: true, hint: 'Cinq ans au plus après la prise d’effet (D.4622-47). Au format 31/12/2022.' })}
  <div class="fr-my-3w">${checkboxField({ ...box(shown, 'provisional'), label: 'Échéance provisoire', hint: 'Elle s’articule avec la génération suivante : indiquez alors une date de suivi.' })}</div>
  ${dateField({ ...input(shown, 'followUpOn'), label: 'À réexaminer le', optional: true })}
  ${textField({ ...input(shown, 'wording'), label: 'Termes du contrat', optional: true, hint: 'Par exemple : « à fin 2026 ».', maxlength: 300 })}`;
