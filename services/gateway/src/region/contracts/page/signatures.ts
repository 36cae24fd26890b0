import { plural } from '@cpom/kernel';
import type { Party, Signature } from '@cpom/proto/contracts/v1/facts';
import { badge, html, section, table, type Html } from '../../../ui/index.ts';
import { dateOr, partyName, signatories, unsigned } from '../about.ts';
import { maySign } from './signature-rights.ts';
import { capacities, roles, wordOf } from '../words.ts';
import { inWords, type ContractView } from './model.ts';

interface Row {
  readonly party: Party;
  readonly signature: Signature | undefined;
}

const rowsOf = ({ contract }: ContractView): Row[] =>
  signatories(contract).map((party) => ({ party, signature: contract.signatures.find((one) => one.organisation === party.organisation) }));

function scan(view: ContractView, signature: Signature | undefined): Html {
  const document = view.contract.documents.find((one) => one.id === signature?.scan);
  return document ? html`<a href="${view.href}/documents/${document.id}">${document.name}</a>` : html`—`;
}

function gestures(view: ContractView, { party, signature }: Row): Html | undefined {
  const of = html`<span class="fr-sr-only"> : ${partyName(view.contract, party.organisation, view.visit)}</span>`;
  if (signature) return view.prepares ? html`<a href="${view.href}/rectifier/signature/${party.organisation}">Rectifier${of}</a>` : undefined;
  return maySign(view, party.organisation) ? html`<a href="${view.href}/signatures/${party.organisation}">Enregistrer la signature${of}</a>` : undefined;
}

const capacity = (signature: Signature | undefined): Html => {
  if (!signature || signature.capacity === '') return html`—`;
  return html`${wordOf(capacities, signature.capacity)}${signature.capacityReference !== '' && html`<br><span class="fr-text--xs">${signature.capacityReference}</span>`}`;
};

/** « 6 signatures sur 9 ; il manque celles de … » */
export function signaturesSentence(view: ContractView): string {
  const { contract, visit } = view;
  const [all, missing] = [signatories(contract).length, unsigned(contract)];
  if (all === 0) return 'Aucune partie n’est encore appelée à signer.';
  if (missing.length === 0) return `Les ${plural(all, 'partie')} ont signé ; la dernière signature date du ${dateOr(contract.signedOn)}.`;
  if (missing.length === all && contract.stage !== 'signing') return `${plural(all, 'partie')} devront signer, une fois le contrat mis à la signature.`;
  const names = inWords(missing.map((party) => partyName(contract, party.organisation, visit)));
  return `${all - missing.length} signature${all - missing.length > 1 ? 's' : ''} sur ${all}. Il manque ${missing.length > 1 ? 'celles' : 'celle'} de ${names}.`;
}

/** The signatures given on paper or elsewhere, and those that are awaited. */
export function signaturesPart(view: ContractView): Html {
  const acts = view.prepares || rowsOf(view).some((row) => gestures(view, row) !== undefined);
  return section('signatures', 'Signatures', html`<p>${signaturesSentence(view)}</p>${table({
    id: 'table-signatures', caption: 'Liste des signataires', hideCaption: true, noun: ['signataire', 'signataires'], rows: rowsOf(view),
    columns: [
      { key: 'partie', head: 'Partie', cell: ({ party }: Row) => html`${partyName(view.contract, party.organisation, view.visit)}<br><span class="fr-text--xs">${wordOf(roles, party.role)}</span>` },
      { key: 'etat', head: 'Signature', cell: ({ signature }: Row) => (signature ? html`${badge({ tone: 'success', text: 'Reçue' })} ${dateOr(signature.signedOn)}${signature.place !== '' && `, ${signature.place}`}` : badge({ tone: view.contract.stage === 'signing' ? 'warning' : 'neutral', text: view.contract.stage === 'signing' ? 'Manquante' : 'À venir' })) },
      { key: 'fonction', head: 'Fonction du signataire', cell: ({ signature }: Row) => signature?.function || '—' },
      { key: 'qualite', head: 'Habilitation', cell: ({ signature }: Row) => capacity(signature) },
      { key: 'piece', head: 'Exemplaire signé', cell: ({ signature }: Row) => scan(view, signature) },
      ...(acts ? [{ key: 'gestes', head: 'Agir', cell: (row: Row) => gestures(view, row) }] : []),
    ],
  })}`);
}
