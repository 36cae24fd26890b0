import { frenchDate, looksLikeNir, type Day } from '@cpom/kernel';
import type { Indicator } from '../catalogue/definition.ts';
import { stored } from './changes.ts';
import type { Side, SubmissionEvent } from './events.ts';
import { lockOf } from './locks.ts';
import type { Cell, Submission } from './state.ts';
import { empty, sameValue, type Value } from './value.ts';

/** A cell as somebody wants it. */
export interface CellEntry {
  readonly indicator: string;
  readonly value: Value;
  /** The version that was shown; absent: whatever it is (an import that says so). */
  readonly expectedVersion?: number;
  readonly explanation: string;
  readonly origin: string;
}

/** What becomes of an entry: each cell has its own answer, one refusal does not lose the others. */
export type Verdict =
  | { readonly kind: 'saved'; readonly event: SubmissionEvent }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused' | 'conflict'; readonly message: string };

export const longestText = 10_000;
const largestNumber = 1e12;
const wholeUnits: ReadonlySet<string> = new Set(['count', 'persons', 'establishments']);

function wrongNumber(line: Indicator, value: number): string | undefined {
  if (!Number.isFinite(value) || value > largestNumber) return "Ce nombre n'est pas lisible.";
  if (value < 0) return "Un nombre négatif n'est pas possible ici. Si vous ne connaissez pas la valeur, choisissez « n.r. ».";
  if (line.unit === 'boolean' && value !== 0 && value !== 1) return 'Répondez par oui (1) ou par non (0).';
  if (wholeUnits.has(line.unit) && !Number.isInteger(value)) return `« ${line.label} » se compte en nombres entiers.`;
  return undefined;
}

function wrongText(text: string): string | undefined {
  if (text.length > longestText) return `Le texte dépasse ${longestText} caractères : résumez-le, ou joignez un document au contrat.`;
  if (looksLikeNir(text)) return 'Ce texte semble contenir un numéro de sécurité sociale : aucune donnée sur une personne ne peut être enregistrée ici.';
  return undefined;
}

function wrongNarrative(line: Indicator, texts: Readonly<Record<string, string>>): string | undefined {
  const allowed = line.outline.length === 0 ? [''] : line.outline.map(({ key }) => key);
  const stranger = Object.keys(texts).find((key) => !allowed.includes(key));
  if (stranger !== undefined) return `« ${stranger} » n'est pas une rubrique de « ${line.label} ».`;
  if (Object.values(texts).every((text) => text.trim() === '')) return "Écrivez l'analyse, ou choisissez « n.r. » ou « s.o. ».";
  return Object.values(texts).map(wrongText).find((said) => said !== undefined);
}

/** Why a value cannot stand in a line, in French; undefined when it can. */
export function wrongValue(line: Indicator, value: Value): string | undefined {
  if (value.kind === 'number') return line.unit === 'narrative' ? 'Cette ligne attend un texte, non un nombre.' : wrongNumber(line, value.number);
  if (value.kind !== 'narrative') return undefined;
  return line.unit === 'narrative' ? wrongNarrative(line, value.texts) : 'Cette ligne attend un nombre, « n.r. » ou « s.o. », non un texte.';
}

function changedMeanwhile(before: Cell | undefined, entry: CellEntry): string | undefined {
  if (entry.expectedVersion === undefined || entry.expectedVersion === (before?.version ?? 0)) return undefined;
  const when = before ? ` le ${frenchDate(before.savedAt.slice(0, 10) as Day)}` : '';
  return `Cette case a été modifiée par quelqu'un d'autre${when} : relisez sa valeur avant de la changer.`;
}

function asEvent(entry: CellEntry, before: Cell | undefined): SubmissionEvent {
  const { indicator, explanation, origin } = entry;
  if (sameValue(entry.value, before?.value ?? empty)) return { type: 'CellExplained', indicator, text: { explanation } };
  const { value, texts } = stored(entry.value);
  const text = { ...texts, ...(explanation === '' ? {} : { explanation }) };
  return { type: 'CellSaved', indicator, value, origin, ...(Object.keys(text).length > 0 ? { text } : {}) };
}

/** Judges one entry against the submission as it is. Pure: the same answer is given before deciding and after. */
export function judge(state: Submission, entry: CellEntry, side: Side | undefined): Verdict {
  const line = state.lines.find((other) => other.code === entry.indicator);
  if (!line) return { kind: 'refused', message: `La ligne « ${entry.indicator} » n'est pas demandée par cette campagne.` };
  const lock = lockOf(state, line, side);
  if (lock !== undefined) return { kind: 'refused', message: lock };
  const wrong = wrongValue(line, entry.value) ?? wrongText(entry.explanation);
  if (wrong !== undefined) return { kind: 'refused', message: wrong };
  const before = state.cells.get(entry.indicator);
  const same = sameValue(entry.value, before?.value ?? empty);
  if (same && (entry.explanation === '' || entry.explanation === before?.explanation)) return { kind: 'unchanged' };
  const meanwhile = changedMeanwhile(before, entry);
  if (meanwhile !== undefined) return { kind: 'conflict', message: meanwhile };
  return { kind: 'saved', event: asEvent(entry, before) };
}
