import { classes, html, safeUrl } from '../html.ts';
import type { Content, Html } from '../html.ts';
import { alert } from '../components/alert.ts';
import { postingInputs } from '../components/form.ts';
import { progress } from '../components/progress.ts';
import { value } from '../components/values.ts';
import { messageCell, narrative, proposedCell, stateCell, valueCell } from './cells.ts';
import type { EntryGrid, EntryRow } from './model.ts';
import { meaningOf } from './read.ts';

interface Placed {
  readonly row: EntryRow;
  readonly depth: number;
}

const flatten = (rows: readonly EntryRow[], depth = 0): Placed[] =>
  rows.flatMap((row) => [{ row, depth }, ...flatten(row.children, row.kind === 'group' ? depth : depth + 1)]);

/** Says whether a line still waits for an answer. */
export function unanswered(row: EntryRow): boolean {
  if (row.locked !== undefined) return false;
  if (row.kind === 'narrative') return (row.outline ?? []).some((part) => part.text.trim() === '');
  return row.kind === 'entry' && (row.typed === undefined || meaningOf(row.typed).kind === 'unanswered');
}

const columns = ['Indicateur', 'last', 'Cible', 'Proposé', 'period', 'État', 'Message'];

const heads = (grid: EntryGrid): readonly string[] => columns.map((head) => (head === 'last' ? grid.lastPeriod : head === 'period' ? `Valeur ${grid.period}` : head));

// Explicit roles: on a narrow screen the table is laid out as cards, and browsers would forget that it is one.
// An empty cell is a dash in the table, and is left out of a card.
const cell = (head: string, look: string, body: Content): Html =>
  html`<td role="cell" class="${classes(look, body === undefined && 'app-cell--none')}" data-head="${head}">${body ?? '—'}</td>`;

function line(grid: EntryGrid, { row, depth }: Placed): Html {
  const [, last = '', target = '', proposed = '', period = '', state = '', message = ''] = heads(grid);
  const locked = grid.locked !== undefined;
  const waiting = !locked && unanswered(row);
  return html`<tr role="row" id="ligne-${row.id}" data-row="${row.id}" data-label="${row.label}"${waiting && html` data-waiting`}>
  <th role="rowheader" scope="row" class="app-depth-${Math.min(depth, 4)}">${depth > 0 && html`<span class="app-dont">dont</span> `}${row.label}${row.unit !== undefined && html` <span class="app-unit">${row.unit}</span>`}${row.help !== undefined && html`<span class="app-help">${row.help}</span>`}</th>
  ${cell(last, 'app-right', row.kind === 'narrative' ? undefined : value(row.lastYear))}${cell(target, 'app-right', row.target)}${cell(proposed, 'app-right app-cell--proposed', proposedCell(row, locked))}
  ${cell(period, 'app-right app-cell--value', valueCell(row, locked))}${cell(state, 'app-cell--state', stateCell(row))}${cell(message, 'app-cell--message', messageCell(row, locked))}
</tr>${row.kind === 'narrative' && html`<tr role="row" class="app-narrative" data-row="${row.id}"><td role="cell" colspan="7">${narrative(row, locked)}</td></tr>`}`;
}

const group = (row: EntryRow): Html => html`<tr role="row" class="app-grid__group"><th role="rowheader" scope="rowgroup" colspan="7">${row.label}</th></tr>`;

function bar(grid: EntryGrid, first: EntryRow | undefined): Html {
  const save = grid.locked === undefined && html`<button class="fr-btn" type="submit">Enregistrer</button>`;
  const jump = first && grid.locked === undefined && html`<a class="fr-btn fr-btn--secondary" href="#ligne-${first.id}" data-next>Ligne suivante à remplir</a>`;
  return html`<div class="app-grid__bar">${progress({ done: grid.answered, of: grid.asked, what: 'lignes renseignées', id: 'avancement' })}
  <p class="app-saved" role="status" data-saved>${grid.saved}</p><div class="app-buttons">${save}${jump}${grid.next}</div></div>`;
}

/** The page most people use: one form, which works without a script; app.js adds keys, paste and saving line by line. */
export function entryGrid(grid: EntryGrid): Html {
  const placed = flatten(grid.rows);
  const first = placed.find(({ row }) => unanswered(row))?.row;
  return html`${grid.locked !== undefined && alert('info', 'Saisie fermée', grid.locked)}
<form class="app-grid" method="post" action="${safeUrl(grid.action)}" novalidate data-grid>
${postingInputs(grid)}${bar(grid, first)}
<table role="table"><caption class="fr-sr-only">${grid.caption}</caption>
<thead role="rowgroup"><tr role="row">${heads(grid).map((head, index) => html`<th role="columnheader" scope="col" class="${index > 0 && index < 5 && 'app-right'}">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">${placed.map((item) => (item.row.kind === 'group' ? group(item.row) : line(grid, item)))}</tbody></table>
</form>`;
}
