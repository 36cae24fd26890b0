import { frenchInstant, type Instant } from '@cpom/kernel';
import type { Document } from '@cpom/proto/contracts/v1/facts';
import { roleName } from '@cpom/service';
import { action, actions, emptyState, fileSize, html, section, table, type Html } from '../../../ui/index.ts';

import { attaching } from '../about.ts';
import { documentKinds, wordOf } from '../words.ts';
import type { ContractView } from './model.ts';

const mayAttach = ({ contract, visit, dates }: ContractView): boolean =>
  !dates.past && [contract.authority, ...contract.parties.map((party) => party.organisation)].some((organisation) => visit.may(attaching, organisation));

const addedBy = ({ visit }: ContractView, document: Document): string => {
  if (document.addedAt === '') return '—';
  const who = document.addedByOrganisation === '' ? '' : `, ${roleName(document.addedByRole)} (${visit.shortNameOf(document.addedByOrganisation)})`;
  return `${frenchInstant(document.addedAt as Instant, visit.info.timeZone)}${who}`;
};

function gestures(view: ContractView, document: Document): Html | undefined {
  if (!view.prepares) return undefined;
  const of = html`<span class="fr-sr-only"> : ${document.name}</span>`;
  return view.contract.stage === 'signed' || !view.alive
    ? html`<a href="${view.href}/rectifier/document/${document.id}">Rectifier${of}</a>` : html`<a href="${view.href}/documents/${document.id}/retrait">Retirer${of}</a>`;
}

/** The files of the contract: who added each, when, and what it is. */
export const documentsPart = (view: ContractView): Html => section('documents', 'Documents', html`${table({
  id: 'table-documents', caption: 'Liste des documents', hideCaption: true, noun: ['document', 'documents'], rows: view.contract.documents,
  empty: emptyState({ title: 'Aucun document joint', what: 'Joignez le texte du contrat, les avis, les conventions et les exemplaires signés.', who: 'La DREETS et chaque partie peuvent en joindre.' }),
  columns: [
    { key: 'nom', head: 'Document', cell: (one: Document) => html`<a href="${view.href}/documents/${one.id}">${one.name}</a>` },
    { key: 'nature', head: 'Nature', cell: (one: Document) => wordOf(documentKinds, one.kind) },
    { key: 'taille', head: 'Taille', numeric: true, cell: (one: Document) => fileSize(one.size) },
    { key: 'ajout', head: 'Ajouté le', cell: (one: Document) => addedBy(view, one) },
    ...(view.prepares ? [{ key: 'gestes', head: 'Agir', cell: (one: Document) => gestures(view, one) }] : []),
  ],
})}${mayAttach(view) && actions(action({ id: 'joindre', text: 'Joindre un document', to: { href: `${view.href}/documents/ajouter` }, look: 'secondary' }))}`);
