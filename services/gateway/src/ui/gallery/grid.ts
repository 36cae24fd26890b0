import { entryGrid } from '../grid/grid.ts';
import type { EntryRow } from '../grid/model.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { missing, notApplicable, number } from '../numbers.ts';
import type { Say } from './say.ts';

type Given = Pick<EntryRow, 'id' | 'label'> & Partial<EntryRow>;
const row = (given: Given): EntryRow => ({ kind: 'entry', lastYear: missing, messages: [], children: [], ...given });

const directed = (say: Say): EntryRow => row({
  id: 'orientes', label: say('Salariés orientés vers la cellule PDP'), unit: say('salariés'), lastYear: number(1310), target: say('1 500'), help: say('Tout signalement suivi d’un premier contact.'),
  typed: { choice: 'number', text: say('1 402') }, state: { tone: 'success', text: say('Enregistrée') },
  children: [
    row({ id: 'mp', label: say('maladies professionnelles'), lastYear: number(11), typed: { choice: 'number', text: '9' }, proposed: { text: say('14'), origin: say('Carsat, maladies reconnues 2022') },
      children: [row({ id: 't57', label: say('tableaux 57, 97 et 98'), lastYear: number(7), typed: { choice: 'number', text: '12' }, state: { tone: 'error', text: say('À corriger') }, messages: [{ tone: 'error', text: say('12 dont tableaux 57 dépasse 9 maladies professionnelles.') }] })] }),
    row({ id: 'essais', label: say('essais encadrés'), lastYear: number(40), target: say('≥ 45'), proposed: { text: say('52'), origin: say('enquête DGT 2022') } }),
  ],
});

/** The entry grid with every kind of line and message. */
export const gridGallery = (say: Say): Html => html`<h2>Grille de saisie</h2>${entryGrid({
  action: '/campagne/1', csrf: say('jeton'), cause: 'c', caption: say('Campagne 2022'), period: say('2022'), lastPeriod: say('2021'), answered: 34, asked: 46, saved: say('Enregistré à 14:32'),
  rows: [
    row({ id: 'g1', kind: 'group', label: say('Prévention de la désinsertion professionnelle'), children: [directed(say)] }),
    row({ id: 'visites', label: say('Visites de mi-carrière'), lastYear: number(2300), typed: { choice: 'number', text: '4100' }, state: { tone: 'warning', text: say('À expliquer') }, explanation: say('Rattrapage de 2021'), messages: [{ tone: 'explain', text: say('4 100 : 78 % de plus qu’en 2021 (2 300).') }] }),
    row({ id: 'interim', label: say('Intérimaires suivis'), lastYear: notApplicable, typed: { choice: 'notApplicable', text: '' } }),
    row({ id: 'taux', kind: 'computed', label: say('Taux de maintien à six mois'), unit: '%', lastYear: number(61.5, 1), computed: number(64.2, 1) }),
    row({ id: 'carsat', label: say('Cibles TMS Pros'), lastYear: number(120), locked: say('remplie par la Carsat'), typed: { choice: 'number', text: say('118') } }),
    row({ id: 'recit', kind: 'narrative', label: say('Expérimentation PDP-B'), outline: [{ key: 'nombre', heading: say('Nombre et description'), text: say('Trois entreprises.') }, { key: 'reussite', heading: say('Facteurs de réussite'), text: '' }] }),
  ],
})}`;
