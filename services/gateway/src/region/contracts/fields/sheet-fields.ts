import { checkboxesField, dateField, fieldGroup, html, selectField, textArea, textField, type Html, type Option } from '../../../ui/index.ts';
import { boxes, input } from '../act/shown.ts';
import type { Shown } from '../act/types.ts';
import { aims, optionsOf, strands, themes } from '../words.ts';
import { actionRows, commitmentRows, indicatorRows } from './sheet-rows.ts';

/** What a sheet may choose among. */
export interface SheetChoices {
  readonly catalogue: readonly Option[];
  readonly organisations: readonly Option[];
}

const numbered = optionsOf(aims).map(({ value, label }) => ({ value, label: `${value}. ${label}` }));

const what = (shown: Shown): Html => html`
  ${textField({ ...input(shown, 'title'), label: 'Titre' })}
  ${selectField({ ...input(shown, 'theme'), label: 'Thème', prompt: 'Choisir un thème', options: optionsOf(themes) })}
  ${selectField({ ...input(shown, 'strand'), label: 'Volet', optional: true, prompt: 'Non précisé', options: optionsOf(strands) })}
  ${checkboxesField({ ...boxes(shown, 'aims'), label: 'Finalités de l’article D.4622-45', hint: 'Une au moins.', options: numbered })}
  ${dateField({ ...input(shown, 'deadline'), label: 'Échéance', optional: true })}
  ${textArea({ ...input(shown, 'preamble'), label: 'Préambule', optional: true })}
  ${textArea({ ...input(shown, 'objective'), label: 'Objectif', optional: true })}
  ${textArea({ ...input(shown, 'targetPublic'), label: 'Public visé', optional: true, rows: 3 })}
  ${textArea({ ...input(shown, 'description'), label: 'Description', optional: true, hint: 'Un point par ligne.' })}
  ${textArea({ ...input(shown, 'references'), label: 'Références', optional: true, hint: 'PST, PRST, COG, HAS, PRITH, textes : une par ligne.', rows: 4 })}`;

const after = (shown: Shown): Html => html`
  ${textField({ ...input(shown, 'leadWording'), label: 'Ce que la fiche dit du référent', optional: true, hint: 'Les référents eux-mêmes se désignent sur la page de la fiche, même après signature.' })}
  ${textArea({ ...input(shown, 'perspectives'), label: 'Perspectives pour la génération suivante', optional: true, hint: 'Une par ligne. Elles n’obligent pas dans ce contrat.', rows: 4 })}`;

/** Every part of an action sheet. The hidden button comes first so that Enter saves, instead of adding rows. */
export const sheetFields = (shown: Shown, { catalogue, organisations }: SheetChoices): Html => html`<button type="submit" class="fr-sr-only" tabindex="-1" aria-hidden="true">Enregistrer</button>
  ${fieldGroup('La fiche', what(shown))}${fieldGroup('Actions', actionRows(shown))}${fieldGroup('Indicateurs', indicatorRows(shown, catalogue))}
  ${fieldGroup('Engagements et moyens', commitmentRows(shown, organisations))}${fieldGroup('Référents et suites', after(shown))}`;
