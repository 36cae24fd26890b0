import { setTimeout } from 'node:timers/promises';

/** What a reply holds, for a reader who knows what was asked. */
export type Row = Record<string, unknown>;

/** The smallest thing that is a PDF to us. */
export const pdf = new Blob(['%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'], { type: 'application/pdf' });
export const rows = (reply: Row, field = 'items'): Row[] => reply[field] as Row[];
export const text = (row: Row | undefined, field: string): string => String(row?.[field] ?? '');

/** The rules of a checklist that block and that the DREETS may override. */
export const derogable = (checklist: Row): string[] =>
  rows(checklist, 'rules').filter(({ effect, outcome, overridable }) => effect === 'block' && outcome === 'not-met' && overridable === true).map(({ code }) => String(code));

/** The nation hears within a second; asks again until it has. */
export async function heard(ask: () => Promise<Row>, isThere: (reply: Row) => boolean): Promise<Row> {
  for (const started = Date.now(); ;) {
    const reply = await ask();
    if (isThere(reply)) return reply;
    if (Date.now() - started > 10_000) throw new Error('the nation did not hear');
    await setTimeout(60);
  }
}
