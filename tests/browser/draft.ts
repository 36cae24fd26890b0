import { visit } from '../support/visitor.ts';

const pdf = new Blob(['%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'], { type: 'application/pdf' });

/** A contract that is being written, with a document: pages that exist only for such a one can then be opened. Gives its id. */
export async function draftWithDocument(origin: string): Promise<string> {
  const { send, csrf } = await visit(origin, /^demo-dreets-agent/);
  const heading = { reference: 'PAGES-1', title: 'Contrat à regarder', shape: 'individual' };
  const parties = [{ organisation: '990000218', role: 'service' }, { organisation: 'dreets-24', role: 'authority' }, { organisation: 'carsat-cvl', role: 'fund' }];
  const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf };
  const answer = await send('/api/v1/contracts', { method: 'POST', headers, body: JSON.stringify({ heading, parties }) });
  const { id } = (await answer.json()) as { id: string };
  const form = new FormData();
  for (const [name, value] of Object.entries({ _csrf: csrf, kind: 'annex' })) form.append(name, value);
  form.append('piece', pdf, 'annexe.pdf');
  await send(`/contrats/${id}/documents/ajouter`, { method: 'POST', body: form });
  return id;
}
