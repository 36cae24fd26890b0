import type { Actor, Fact, Instant } from '@cpom/kernel';
import { frenchDate, type Day } from '@cpom/kernel';
import type { StoredValue, SubmissionEvent } from './events.ts';
import type { Submission } from './state.ts';
import { empty, type Value } from './value.ts';

/** One entry of a cell's history: who, when, before, after, why. */
export interface Change {
  readonly indicator: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly what: 'saved' | 'explained' | 'returned';
  readonly before: Value;
  readonly after: Value;
  readonly why: string;
  readonly origin: string;
}

type Written = SubmissionEvent & { readonly text?: Readonly<Record<string, string>> };

/** A free text of a fact; once erased by law, a sentence that says so. */
export function textOf(fact: Fact<SubmissionEvent>, name: string): string {
  if (fact.erased) return `(texte effacé le ${frenchDate(fact.erased.erasedAt.slice(0, 10) as Day)})`;
  return (fact.event as Written).text?.[name] ?? '';
}

const headingPrefix = 'heading:';

function narrativeOf(fact: Fact<Extract<SubmissionEvent, { type: 'CellSaved' }>>): Value {
  if (fact.erased) return { kind: 'narrative', texts: { '': textOf(fact, '') } };
  const texts = Object.entries(fact.event.text ?? {}).filter(([name]) => name.startsWith(headingPrefix));
  return { kind: 'narrative', texts: Object.fromEntries(texts.map(([name, text]) => [name.slice(headingPrefix.length), text])) };
}

/** The value that a fact holds, its free text included. */
export function valueOf(fact: Fact<Extract<SubmissionEvent, { type: 'CellSaved' }>>): Value {
  const { value } = fact.event;
  if (value.kind === 'narrative') return narrativeOf(fact);
  return value.kind === 'number' ? value : { kind: value.kind };
}

/** How an event keeps a value: its texts stand apart. */
export function stored(value: Value): { readonly value: StoredValue; readonly texts: Readonly<Record<string, string>> } {
  if (value.kind !== 'narrative') return { value, texts: {} };
  const texts = Object.entries(value.texts).filter(([, text]) => text.trim() !== '');
  return { value: { kind: 'narrative' }, texts: Object.fromEntries(texts.map(([key, text]) => [headingPrefix + key, text])) };
}

/** What the fact adds to a cell's history, if anything. */
export function changeOf(before: Submission, fact: Fact<SubmissionEvent>): Change | undefined {
  const { event, recordedAt, actor } = fact;
  if (event.type !== 'CellSaved' && event.type !== 'CellExplained' && event.type !== 'LineReturned') return undefined;
  const cell = before.cells.get(event.indicator);
  const was = cell?.value ?? empty;
  const shared = { indicator: event.indicator, at: recordedAt, actor, before: was };
  if (event.type === 'LineReturned') return { ...shared, what: 'returned', after: was, why: textOf(fact, 'reason'), origin: '' };
  const saved = event.type === 'CellSaved';
  const after = saved ? valueOf({ ...fact, event }) : was;
  return { ...shared, what: saved ? 'saved' : 'explained', after, why: textOf(fact, 'explanation'), origin: saved ? event.origin : '' };
}
