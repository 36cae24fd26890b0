import { parseFrenchNumber } from '@cpom/kernel';
import { names } from './names.ts';
import type { Typed } from './model.ts';

/** What one line of a posted grid holds, still as typed. */
export interface PostedRow {
  readonly id: string;
  readonly typed?: Typed;
  readonly explanation?: string;
  readonly outline: readonly { readonly key: string; readonly text: string }[];
}

/** What a typed cell means; `unanswered` when nothing was typed nor chosen. */
export type Meaning =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'missing' | 'notApplicable' | 'unanswered' }
  | { readonly kind: 'error'; readonly message: string };

const letters = (text: string): string => text.replace(/[\s.]/g, '').toLowerCase();

/** Reads a cell: a French number, or `n.r.` / `s.o.` typed or chosen. A number and another choice contradict each other. */
export function meaningOf({ choice, text }: Typed): Meaning {
  const typed = letters(text);
  if (typed === 'nr' || typed === 'so') return { kind: typed === 'nr' ? 'missing' : 'notApplicable' };
  if (choice !== 'number') {
    const words = choice === 'missing' ? 'n.r.' : 's.o.';
    return typed === '' ? { kind: choice } : { kind: 'error', message: `Vous avez saisi « ${text.trim()} » et choisi « ${words} » : gardez l'un des deux.` };
  }
  if (typed === '') return { kind: 'unanswered' };
  const value = parseFrenchNumber(text);
  return value === undefined ? { kind: 'error', message: `« ${text.trim()} » n'est pas un nombre : écrivez 12 ou 12,5, ou choisissez « n.r. » ou « s.o. ».` } : { kind: 'number', value };
}

const choices: readonly string[] = ['number', 'missing', 'notApplicable'];
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function typedOf(body: Readonly<Record<string, unknown>>, id: string): Typed | undefined {
  const value = text(body[names.value(id)]);
  const choice = text(body[names.choice(id)]) ?? 'number';
  return value === undefined || !choices.includes(choice) ? undefined : { choice: choice as Typed['choice'], text: value };
}

/** The lines that a posted form holds, among those asked; unknown fields are left aside. */
export function readGrid(body: Readonly<Record<string, unknown>>, rows: readonly { readonly id: string; readonly outline: readonly string[] }[]): PostedRow[] {
  const only = text(body[names.only])?.split(',');
  return rows.filter((row) => only === undefined || only.includes(row.id)).map((row) => {
    const typed = typedOf(body, row.id);
    const explanation = text(body[names.explanation(row.id)]);
    const outline = row.outline.flatMap((key) => { const written = text(body[names.outline(row.id, key)]); return written === undefined ? [] : [{ key, text: written }]; });
    return { id: row.id, ...(typed && { typed }), ...(explanation !== undefined && { explanation }), outline };
  }).filter((row) => row.typed !== undefined || row.explanation !== undefined || row.outline.length > 0);
}
