import { plural } from '@cpom/kernel';
import { attributes, html } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { badge } from '../components/badge.ts';
import { value } from '../components/values.ts';
import type { EntryRow, RowMessage, Typed } from './model.ts';
import { names } from './names.ts';

const blank: Typed = { choice: 'number', text: '' };
const toneWords: Record<RowMessage['tone'], string> = { error: 'Erreur', explain: 'À expliquer', info: 'À noter' };

const option = (choice: Typed['choice'], text: string, typed: Typed): Html =>
  html`<option value="${choice}"${attributes({ selected: typed.choice === choice })}>${text}</option>`;

function entry(row: EntryRow): Html {
  const typed = row.typed ?? blank;
  const wrong = row.messages.some((message) => message.tone === 'error');
  return html`<span class="app-entry"><input class="fr-input app-entry__value" type="text" inputmode="decimal" autocomplete="off" maxlength="40"${attributes({
    id: `v-${row.id}`, name: names.value(row.id), value: typed.text, 'aria-label': `${row.label}, valeur`, 'aria-describedby': `m-${row.id}`, 'aria-invalid': wrong && 'true',
  })} data-cell><select class="fr-select app-entry__choice"${attributes({ name: names.choice(row.id), 'aria-label': `${row.label}, renseigné ou non` })} data-choice>
    ${option('number', 'valeur', typed)}${option('missing', 'n.r.', typed)}${option('notApplicable', 's.o.', typed)}</select></span>`;
}

/** The cell of the value: a field, a computed value, or the typed value with the reason why it is locked. */
export function valueCell(row: EntryRow, locked: boolean): Content {
  if (row.kind === 'computed') return html`${row.computed && value(row.computed)} <span class="fr-text--xs">calculé</span>`;
  if (row.kind === 'narrative') return html`<span class="fr-text--xs">texte ci-dessous</span>`;
  if (!locked && row.locked === undefined) return entry(row);
  const typed = row.typed ?? blank;
  const shown = typed.choice === 'number' ? (typed.text === '' ? html`<span class="fr-text--xs">pas encore rempli</span>` : html`<span class="app-number">${typed.text}</span>`) : value({ kind: typed.choice });
  return html`${shown}${row.locked !== undefined && html`<span class="app-locked">${row.locked}</span>`}`;
}

/** The proposed value, its origin, and the way to take it over: a button of the same form. */
export const proposedCell = (row: EntryRow, locked: boolean): Content => row.proposed && html`<span class="app-number">${row.proposed.text}</span>
  <span class="app-origin">${row.proposed.origin}</span>${!locked && row.locked === undefined && html`<button class="fr-btn fr-btn--tertiary fr-btn--sm app-take" type="submit"${attributes({ name: names.take, value: row.id, 'aria-label': `Reprendre ${row.proposed.text} pour ${row.label}`, 'data-take': row.proposed.text })}>Reprendre</button>`}`;

export const stateCell = (row: EntryRow): Html => html`<span data-state>${row.state && badge(row.state)}</span>`;

const message = (item: RowMessage): Html => html`<p class="app-message app-message--${item.tone}"><strong>${toneWords[item.tone]} :</strong> ${item.text}</p>`;

/** Messages of the line and, where one is asked for, the explanation that travels with the value. */
export function messageCell(row: EntryRow, locked: boolean): Html {
  const open = !locked && row.locked === undefined;
  const field = row.kind === 'entry' && open && html`<label class="app-explain"${row.explanation === undefined && html` hidden`} data-explain>Explication
    <textarea class="fr-input" rows="2"${attributes({ name: names.explanation(row.id), maxlength: 2000 })}>
${row.explanation ?? ''}</textarea></label>`;
  const read = !open && row.explanation !== undefined && html`<p class="app-explained">Explication : <q>${row.explanation}</q></p>`;
  return html`<div id="m-${row.id}" data-messages>${row.messages.map(message)}</div>${field}${read}`;
}

/** The narrative's outline, opened under its line. */
export function narrative(row: EntryRow, locked: boolean): Html {
  const parts = row.outline ?? [];
  const done = parts.filter((part) => part.text.trim() !== '').length;
  const part = ({ key, heading, text }: (typeof parts)[number]): Html => locked || row.locked !== undefined
    ? html`<h3 class="fr-h6">${heading}</h3><p class="app-text">${text === '' ? 'Rien n’est encore écrit.' : text}</p>`
    : html`<div class="fr-input-group"><label class="fr-label" for="n-${row.id}-${key}">${heading}</label><textarea class="fr-input" rows="4"${attributes({ id: `n-${row.id}-${key}`, name: names.outline(row.id, key), maxlength: 20000 })}>
${text}</textarea></div>`;
  return html`<details class="app-details"${done > 0 && done < parts.length && html` open`}><summary>${row.label} : ${plural(done, 'rubrique remplie', 'rubriques remplies')} sur ${parts.length}</summary><div>${parts.map(part)}</div></details>`;
}
