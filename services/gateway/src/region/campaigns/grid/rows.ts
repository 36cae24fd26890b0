import { isDay } from '@cpom/kernel';
import type { CellMessage, GridRow, Indicator } from '@cpom/proto/indicators/v1/indicators';
import { html, type EntryRow, type Html, type OutlinePart, type RowMessage, type Typed } from '../../../ui/index.ts';
import { wordOf } from '../../contracts/words.ts';
import { exact, isAnswered, plainValue, shownValue, typedOf } from '../values.ts';
import { cellState, indicatorThemes, sides, units } from '../words.ts';

/** A row of the grid whose indicator is known. */
export type Line = GridRow & { readonly indicator: Indicator };
export const linesOf = (rows: readonly GridRow[]): readonly Line[] => rows.filter((row): row is Line => row.indicator !== undefined);

/** The key of a text without outline, and of the explanation of a narrative, among the fields of a line. */
export const wholeText = 'texte';
export const whyKey = 'explication';

/** What was typed and could not be kept, with the reason: shown again in its place. */
export interface Refused {
  readonly typed?: Typed;
  readonly texts?: ReadonlyMap<string, string>;
  readonly message: string;
}

const tones: Readonly<Record<string, RowMessage['tone']>> = { block: 'error', explain: 'explain', info: 'info' };
const said = ({ severity, text, explained }: CellMessage): RowMessage => ({ tone: explained ? 'info' : (tones[severity] ?? 'info'), text });

function returned({ state, returnReason, returnedBy }: GridRow): RowMessage[] {
  if (returnReason === '') return [];
  const text = `Renvoyée par ${wordOf(sides, returnedBy)} : « ${returnReason} »`;
  return [state === 'returned' ? { tone: 'error', text } : { tone: 'info', text: `${text}, corrigée depuis.` }];
}

/** All that is said of a line: why it came back, what the checks found. */
export const messagesOf = (row: GridRow): RowMessage[] => [...returned(row), ...row.messages.map(said)];

/** Whether the line asks for an explanation, or holds one. */
export const explains = (row: GridRow): boolean => row.explanation !== '' || row.messages.some(({ severity }) => severity === 'explain');

const textAt = (row: Line, key: string): string => {
  if (row.value?.state === 'missing' || row.value?.state === 'not-applicable') return plainValue(row.value);
  return row.value?.texts.find((one) => one.key === key)?.text ?? '';
};

/** The parts of a narrative: its headings, or one text; with room for an explanation where one is asked for. */
export function outlineOf(row: Line): readonly { readonly key: string; readonly heading: string; readonly own: string }[] {
  const { outline, label } = row.indicator;
  const parts = outline.length === 0 ? [{ key: wholeText, heading: label, own: '' }] : outline.map(({ key, label: heading }) => ({ key, heading, own: key }));
  return explains(row) ? [...parts, { key: whyKey, heading: 'Explication demandée', own: whyKey }] : parts;
}

function partsOf(row: Line, refused: Refused | undefined): OutlinePart[] {
  const none = row.value?.state === 'missing' || row.value?.state === 'not-applicable';
  return outlineOf(row).map(({ key, heading, own }, index) => {
    const kept = key === whyKey ? row.explanation : none && index > 0 ? '' : textAt(row, own);
    return { key, heading, text: refused?.texts?.get(key) ?? kept };
  });
}

const help = (row: Line, href: string): Html => {
  const { code, label, disaggregation, unit } = row.indicator;
  const by = disaggregation === '' ? '' : ` Peut être ventilé : ${disaggregation}.`;
  const how = unit === 'narrative' && row.editable ? ' Écrivez « s.o. » si cette analyse est sans objet.' : '';
  return html`${code}${by === '' && how === '' ? '' : '.'}${by}${how}${row.cellVersion > 0 && html` <a href="${href}/historique/${code}" aria-label="Historique de ${label}">Historique</a>`}`;
};

const withoutDont = (label: string, depth: number): string => (depth > 0 ? label.replace(/^dont\s+/i, '') : label);
const target = ({ target: value, targetOrigin }: GridRow): string | undefined => (value === undefined ? undefined : `${exact(value)}${targetOrigin === 'fictif' ? ' (fictive)' : ''}`);
const noLastYear = 'Aucune valeur pour la même période un an plus tôt.';

function proposed({ proposed: value, proposedOrigin, value: now, indicator }: Line): EntryRow['proposed'] {
  const text = plainValue(value, indicator.unit);
  return text === '' || (isAnswered(now) && plainValue(now, indicator.unit) === text) ? undefined : { text, origin: proposedOrigin };
}

const kindOf = ({ reporter, unit }: Indicator): EntryRow['kind'] => (reporter === 'computed' ? 'computed' : unit === 'narrative' ? 'narrative' : 'entry');

/** What a row is shown with. */
export interface Showing {
  readonly href: string;
  /** The reason that locks the whole grid: not repeated on each line. */
  readonly lockedAll: string | undefined;
  readonly refused: ReadonlyMap<string, Refused>;
}

/** One line of the grid, without those below it. */
export function entryRow(row: Line, showing: Showing, depth: number): EntryRow {
  const { indicator, value } = row;
  const refused = showing.refused.get(indicator.code);
  const kind = kindOf(indicator);
  const locked = row.editable || row.lockedBecause === showing.lockedAll ? undefined : row.lockedBecause;
  const words = target(row);
  const offered = proposed(row);
  return {
    id: indicator.code, label: withoutDont(indicator.label, depth), help: help(row, showing.href), lastYear: shownValue(row.previous) ?? { kind: 'notApplicable', reason: noLastYear },
    kind, state: refused ? { tone: 'error', text: 'Non enregistrée' } : cellState(row.state), messages: refused ? [{ tone: 'error', text: refused.message }, ...messagesOf(row)] : messagesOf(row),
    typed: refused?.typed ?? typedOf(value, indicator.unit), outline: partsOf(row, refused), children: [],
    ...(indicator.unit === 'narrative' || indicator.unit === 'count' ? {} : { unit: wordOf(units, indicator.unit) }),
    ...(words === undefined ? {} : { target: words }), ...(offered ? { proposed: offered } : {}),
    ...(kind === 'computed' ? { computed: shownValue(value) ?? { kind: 'missing', reason: 'Se calcule quand les lignes dont elle dépend sont remplies.' } } : {}),
    ...(explains(row) ? { explanation: row.explanation } : {}), ...(locked === undefined ? {} : { locked }),
  };
}

/** A date of a value, when it is one. */
export const dayOf = (instant: string): string => (isDay(instant.slice(0, 10)) ? instant.slice(0, 10) : '');

export const themeName = (theme: string): string => wordOf(indicatorThemes, theme);
