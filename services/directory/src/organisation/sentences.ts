import { frenchDate, type Fact } from '@cpom/kernel';
import { HistoryEntry } from '@cpom/proto/directory/v1/directory';
import type { OrganisationEvent } from './contract.ts';

function summary(event: OrganisationEvent): string {
  switch (event.type) {
    case 'OrganisationRegistered': return "a enregistré l'organisme";
    case 'OrganisationRenamed': return `a enregistré le nom « ${event.name.name} »${event.name.from ? ` à compter du ${frenchDate(event.name.from)}` : ''}`;
    case 'AccreditationRecorded': return `a enregistré l'agrément accordé le ${frenchDate(event.accreditation.grantedOn)}, valable jusqu'au ${frenchDate(event.accreditation.expiresOn)}`;
    case 'HeadcountRecorded': return `a enregistré les effectifs suivis en ${event.headcount.year}`;
    case 'SuccessionRecorded': return `a enregistré la fusion dans ${event.succession.by} au ${frenchDate(event.succession.on)}`;
  }
}

/** A fact told in French, without its subject. */
export const toHistory = ({ recordedAt, actor, event }: Fact<OrganisationEvent>): HistoryEntry => HistoryEntry.fromPartial({
  recordedAt, actorId: actor.actorId, role: actor.role, organisation: actor.organisation, type: event.type, summary: summary(event),
});
