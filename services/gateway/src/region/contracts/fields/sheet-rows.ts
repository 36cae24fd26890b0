import { checkboxField, html, selectField, textArea, textField, type Html, type Option } from '../../../ui/index.ts';
import { box, input, rowsAt } from '../act/shown.ts';
import type { Shown } from '../act/types.ts';
import { commitmentRoles, optionsOf } from '../words.ts';

/** Rows that were typed, and some empty ones; one more press of the button gives more, without a script. */
function rows(shown: Shown, name: string, legend: string, row: (prefix: string, index: number) => Html): Html {
  const typed = rowsAt(shown, name).filter((one) => Object.values(one).some((value) => value !== ''));
  const spare = shown.more ? 4 : typed.length > 0 ? 1 : 2;
  return html`<div id="lignes-${name}">${Array.from({ length: typed.length + spare }, (_, index) => html`<fieldset class="fr-fieldset"><legend class="fr-fieldset__legend fr-text--sm">${legend} ${index + 1}</legend>
    <div class="fr-fieldset__element">${row(`${name}[${index}]`, index)}</div></fieldset>`)}</div>
    <p><button class="fr-btn fr-btn--tertiary fr-btn--sm" type="submit" name="_etape" value="plus" formaction="#lignes-${name}">Ajouter des lignes<span class="fr-sr-only"> : ${legend}</span></button></p>`;
}

const pair = (narrow: Html, wide: Html): Html => html`<div class="fr-grid-row fr-grid-row--gutters"><div class="fr-col-12 fr-col-md-4">${narrow}</div><div class="fr-col-12 fr-col-md-8">${wide}</div></div>`;

export const actionRows = (shown: Shown): Html => rows(shown, 'actions', 'Action', (at) => pair(
  textField({ ...input(shown, `${at}[letter]`), label: 'Lettre', optional: true, maxlength: 5 }),
  textArea({ ...input(shown, `${at}[text]`), label: 'Action', optional: true, rows: 2 })));

export const indicatorRows = (shown: Shown, catalogue: readonly Option[]): Html => rows(shown, 'indicators', 'Indicateur', (at) => html`
  ${pair(
    selectField({ ...input(shown, `${at}[code]`), label: 'Dans le catalogue', optional: true, prompt: 'Hors catalogue', options: catalogue }),
    textField({ ...input(shown, `${at}[wording]`), label: 'Libellé au contrat', optional: true }))}
  ${pair(
    textField({ ...input(shown, `${at}[action]`), label: 'Lettre de l’action', optional: true, maxlength: 5 }),
    html`${textField({ ...input(shown, `${at}[target]`), label: 'Objectif chiffré', optional: true })}${checkboxField({ ...box(shown, `${at}[hasTarget]`), label: 'Le contrat fixe un objectif, précisé ailleurs' })}`)}`);

export const commitmentRows = (shown: Shown, organisations: readonly Option[]): Html => rows(shown, 'commitments', 'Engagement', (at) => html`
  ${pair(
    selectField({ ...input(shown, `${at}[role]`), label: 'Qui s’engage', optional: true, prompt: 'Choisir', options: optionsOf(commitmentRoles) }),
    selectField({ ...input(shown, `${at}[organisation]`), label: 'Organisme', optional: true, prompt: 'Tous ceux de ce rôle', options: organisations }))}
  ${textArea({ ...input(shown, `${at}[text]`), label: 'Engagement', optional: true, rows: 2 })}
  ${textArea({ ...input(shown, `${at}[means]`), label: 'Moyens mobilisés', optional: true, rows: 2 })}`);
