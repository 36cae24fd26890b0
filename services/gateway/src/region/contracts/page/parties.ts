import type { Party } from '@cpom/proto/contracts/v1/facts';
import { action, actions, badge, html, section, table, type Html } from '../../../ui/index.ts';
import { dateOr, isOpen, isPresent, partyName } from '../about.ts';
import { roles, wordOf } from '../words.ts';
import type { ContractView } from './model.ts';

const order = ['service', 'authority', 'fund', 'signatory', 'partner'];

const standing = (party: Party): Html | undefined => (isPresent(party) ? undefined
  : html`${badge({ tone: 'neutral', text: 'Retirée' })} le ${dateOr(party.withdrawnOn)}${party.withdrawnReason !== '' && html` : <q>${party.withdrawnReason}</q>`}`);

const mayLeave = (view: ContractView, party: Party): boolean =>
  view.prepares && view.alive && view.contract.stage !== 'signed' && isPresent(party);

function name(view: ContractView, party: Party): Html {
  const [written, known] = [partyName(view.contract, party.organisation, view.visit), view.visit.nameOf(party.organisation)];
  return html`<a href="/annuaire/${party.organisation}">${written}</a>${written !== known && html`<br><span class="fr-text--xs">dans l’annuaire : ${known}</span>`}`;
}

const gestures = (view: ContractView, party: Party): Html => html`${mayLeave(view, party) && html`<a href="${view.href}/parties/${party.organisation}/retrait">Retirer<span class="fr-sr-only"> ${partyName(view.contract, party.organisation, view.visit)}</span></a>`}${view.prepares && !isOpen(view.contract) && html` <a href="${view.href}/rectifier/party/${party.organisation}">Rectifier<span class="fr-sr-only"> ${partyName(view.contract, party.organisation, view.visit)}</span></a>`}`;

const byRole = (left: Party, right: Party): number => order.indexOf(left.role) - order.indexOf(right.role);

/** Who signs, and who takes commitments without signing. */
export function partiesPart(view: ContractView): Html {
  const { contract, prepares, href } = view;
  const add = prepares && isOpen(contract) ? actions(action({ id: 'ajouter-partie', text: 'Ajouter une partie', to: { href: `${href}/parties/ajouter` }, look: 'secondary' })) : undefined;
  const rows = [...contract.parties].sort(byRole);
  return section('parties', 'Parties', html`${table({
    id: 'table-parties', caption: 'Parties au contrat', hideCaption: true, noun: ['partie', 'parties'], rows,
    columns: [
      { key: 'nom', head: 'Organisme', cell: (party) => name(view, party) },
      { key: 'role', head: 'Rôle', cell: (party) => html`${wordOf(roles, party.role)} ${standing(party)}` },
      { key: 'represente', head: 'Représenté par', cell: (party) => party.representedBy || '—' },
      { key: 'siege', head: 'Siège', cell: (party) => party.seat || '—' },
      ...(prepares ? [{ key: 'gestes', head: 'Agir', cell: (party: Party) => gestures(view, party) }] : []),
    ],
  })}${add}`);
}
