import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { checkboxField, checkboxesField, fieldGroup, radioField, selectField } from '../components/choices.ts';
import { errorSummary } from '../components/errors.ts';
import { dateField, errorFor, fileField, textArea, textField } from '../components/fields.ts';
import { filters } from '../components/filters.ts';
import { form } from '../components/form.ts';
import { table } from '../components/table.ts';
import { masked, missing, number } from '../numbers.ts';
import { value } from '../components/values.ts';
import type { Say } from './say.ts';

const options = (say: Say): { value: string; label: string; hint?: string }[] =>
  [{ value: say('favorable'), label: say('Favorable') }, { value: 'reserves', label: say('Favorable avec réserves'), hint: say('Précisez les réserves.') }];

const opinion = (say: Say): Html => {
  const errors = [{ field: 'rendu', message: say('« 31/02/2022 » n’est pas une date.') }, { field: 'sens', message: say('Choisissez le sens de l’avis.') }];
  return html`${errorSummary(errors, say('L’avis n’est pas enregistré.'))}${form({
    action: '/avis', csrf: say('jeton'), cause: 'c', multipart: true, submit: say('Enregistrer l’avis'), cancel: { href: '/contrats/1' },
    body: html`${fieldGroup(say('Instance'), html`${selectField({ name: 'instance', label: say('Instance consultée'), options: options(say), prompt: say('Choisir'), value: 'reserves' })}
      ${textField({ name: 'reference', label: say('Référence'), hint: say('Celle du compte rendu'), value: say('CR-2021-12'), optional: true, width: 'medium' })}`)}
      ${dateField({ name: 'rendu', label: say('Rendu le'), value: say('31/02/2022'), error: errorFor(errors, 'rendu') })}
      ${radioField({ name: 'sens', label: say('Sens'), options: options(say), error: errorFor(errors, 'sens') })}
      ${checkboxesField({ name: 'themes', label: say('Thèmes'), options: options(say), values: ['reserves'], optional: true })}
      ${checkboxField({ name: 'quorum', label: say('Le quorum était atteint'), checked: true })}
      ${textArea({ name: 'texte', label: say('Observations'), value: say('\nPremière ligne\n</textarea>'), optional: true })}${fileField({ name: 'piece', label: say('Document'), optional: true })}`,
  })}`;
};

const rows = [['Service A', 120, 12], ['Service B', 4500, 3], ['Service C', 0, 0]] as const;

const services = (say: Say): Html => table({
  id: 'services', caption: say('Services de la région'), noun: ['service', 'services'], rows, total: 312, page: 3, csvHref: '/services.csv', sort: { key: 'nom', descending: true },
  address: { path: '/services', query: { q: say('santé'), tri: '-nom', page: '3' } },
  columns: [
    { key: 'nom', head: say('Service'), sortable: true, cell: (row) => html`<a href="/services/1">${say(row[0])}</a>` },
    { key: 'effectif', head: say('Effectif suivi'), unit: say('salariés'), numeric: true, sortable: true, cell: (row) => value(number(row[1]), '/x') },
    { key: 'mp', head: say('Maladies reconnues'), numeric: true, cell: (row) => value(row[2] === 12 ? number(12) : row[2] === 3 ? masked : missing) },
    { key: 'note', head: say('Remarque'), cell: () => say('Région voisine, avec accord') },
  ],
  totals: [say('Ensemble'), say('4 620'), say('secret'), ''],
});

/** Tables, filters and a refused form. */
export const formsGallery = (say: Say): Html => html`
  ${filters({ action: '/services', active: true, kept: { tri: say('-nom') }, fields: [textField({ name: 'q', label: say('Nom ou SIREN'), value: say('santé'), optional: false }), selectField({ name: 'etat', label: say('État'), options: options(say), prompt: say('Tous') })] })}
  ${services(say)}${opinion(say)}`;
