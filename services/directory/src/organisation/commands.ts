import { earliest, invalidField, isSiren, latest, Refusal, type Circumstances } from '@cpom/kernel';
import type { Accreditation, DatedName, Headcount, Organisation, OrganisationEvent, OrganisationState, Succession } from './contract.ts';

export type OrganisationCommand =
  | { readonly type: 'RegisterOrganisation'; readonly organisation: Organisation }
  | { readonly type: 'RenameOrganisation'; readonly name: DatedName }
  | { readonly type: 'RecordAccreditation'; readonly accreditation: Accreditation }
  | { readonly type: 'RecordHeadcount'; readonly headcount: Headcount }
  | { readonly type: 'RecordSuccession'; readonly succession: Succession };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function register(state: OrganisationState, organisation: Organisation): OrganisationEvent[] {
  if (organisation.kind === 'service' && !isSiren(organisation.id)) {
    throw invalidField('id', `« ${organisation.id} » n'est pas un SIREN : neuf chiffres, le dernier est une clé de contrôle.`);
  }
  if (organisation.names.length === 0) throw invalidField('name', "Donnez le nom de l'organisme.");
  if (state && same(state, organisation)) return [];
  if (state) throw new Refusal('conflict', `L'organisme ${organisation.id} est déjà enregistré. Ouvrez sa fiche pour la compléter.`);
  return [{ type: 'OrganisationRegistered', organisation }];
}

function checkAccreditation(state: Organisation, accreditation: Accreditation): void {
  if (state.kind !== 'service') throw new Refusal('rule', "Seul un service de prévention et de santé au travail est agréé (art. D.4622-48 du code du travail).");
  if (latest(accreditation.expiresOn) < earliest(accreditation.grantedOn)) throw invalidField('expiresOn', "L'agrément ne peut pas finir avant d'avoir commencé.");
}

function checkSuccession(state: Organisation, succession: Succession): void {
  if (succession.by === state.id) throw invalidField('succeededBy', 'Un service ne peut pas se succéder à lui-même.');
  if (state.kind !== 'service') throw new Refusal('rule', 'Seule la fusion de services de prévention et de santé au travail est enregistrée ici.');
}

function change(state: Organisation, command: Exclude<OrganisationCommand, { type: 'RegisterOrganisation' }>): OrganisationEvent {
  switch (command.type) {
    case 'RenameOrganisation': return { type: 'OrganisationRenamed', name: command.name };
    case 'RecordAccreditation':
      checkAccreditation(state, command.accreditation);
      return { type: 'AccreditationRecorded', accreditation: command.accreditation };
    case 'RecordHeadcount': return { type: 'HeadcountRecorded', headcount: command.headcount };
    case 'RecordSuccession':
      checkSuccession(state, command.succession);
      return { type: 'SuccessionRecorded', succession: command.succession };
  }
}

/** Says what happens to an organisation, or refuses. The same registration again is no event. */
export function decide(state: OrganisationState, command: OrganisationCommand, _circumstances: Circumstances): readonly OrganisationEvent[] {
  if (command.type === 'RegisterOrganisation') return register(state, command.organisation);
  if (!state) throw new Refusal('not-found', "Cet organisme n'est pas dans l'annuaire.");
  return [change(state, command)];
}
