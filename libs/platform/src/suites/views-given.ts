import { randomUUID } from 'node:crypto';
import type { Doc, RowWrite, Views, ViewSpec } from '../ports/views.ts';

/** The views that an adapter opened. Others may use the same ones: names are never reused. */
export interface ViewsUnderTest {
  views: Views;
  /** Lets go of the views and opens the same ones again, as after a restart. */
  reopen(): Promise<Views>;
  close(): Promise<void>;
}

/** A declaration nobody has used. */
export const freshView = (indexes: readonly string[] = ['region', 'status', 'workers', 'open'], search: readonly string[] = ['title', 'city']): ViewSpec =>
  ({ name: `view-${randomUUID()}`, version: 1, indexes, search });

/** A first write of a row, unless told otherwise. */
export const row = (key: string, doc: Doc | null, more: Partial<RowWrite> = {}): RowWrite =>
  ({ key, stream: `stream-${key}`, version: 1, doc, expectedRevision: 0, ...more });

/** A defined view that holds these documents, by key. */
export async function holding(views: Views, docs: Readonly<Record<string, Doc>>, view = freshView()): Promise<ViewSpec> {
  await views.define(view);
  await views.putAll(view, Object.entries(docs).map(([key, doc]) => row(key, doc)));
  return view;
}
