import { day, invalidField, legalDate, regionOf } from '@cpom/kernel';
import type { Accreditation as AccreditationMessage, DatedName as NameMessage, Headcount as HeadcountMessage, OrganisationState } from '@cpom/proto/directory/v1/events';
import { organisationKinds, type Accreditation, type DatedName, type Headcount, type Organisation, type OrganisationKind } from './contract.ts';

const isKind = (text: string): text is OrganisationKind => (organisationKinds as readonly string[]).includes(text);

function required(field: string, text: string): string {
  if (text.trim() === '') throw invalidField(field, 'Ce champ est obligatoire.');
  return text.trim();
}

export const toName = (sent: NameMessage | undefined): DatedName => ({
  name: required('name', sent?.name ?? ''),
  shortName: sent?.shortName.trim() ?? '',
  ...(sent?.from ? { from: legalDate(sent.from) } : {}),
  ...(sent?.to ? { to: legalDate(sent.to) } : {}),
});

export function toAccreditation(sent: AccreditationMessage | undefined): Accreditation {
  if (sent?.state !== 'granted' && sent?.state !== 'renewal-examined') throw invalidField('state', "L'état de l'agrément est « accordé » ou « renouvellement en cours d'instruction ».");
  return { grantedOn: legalDate(sent.grantedOn), expiresOn: legalDate(sent.expiresOn), state: sent.state, origin: sent.origin || 'saisie' };
}

export function toHeadcount(sent: HeadcountMessage | undefined): Headcount {
  if (!sent || !regionOf(sent.region)) throw invalidField('region', `« ${sent?.region ?? ''} » n'est pas le code d'une région.`);
  if (sent.year < 1990 || sent.year > 2199) throw invalidField('year', "L'année s'écrit avec quatre chiffres.");
  const { region, year, employees, establishments } = sent;
  return { region, year, employees, establishments, origin: sent.origin || 'saisie' };
}

/** An organisation as it came, checked field by field. */
export function toOrganisation(sent: OrganisationState | undefined): Organisation {
  if (!sent || !isKind(sent.kind)) throw invalidField('kind', "Le type de l'organisme est inconnu.");
  if (!/^[a-z0-9][a-z0-9-]{1,59}$/.test(sent.id)) throw invalidField('id', "L'identifiant s'écrit en minuscules, chiffres et tirets.");
  return {
    id: sent.id,
    kind: sent.kind,
    names: sent.names.map(toName),
    accreditations: sent.accreditations.map(toAccreditation),
    headcounts: sent.headcounts.map(toHeadcount),
    regions: sent.regions,
    address: sent.address,
    aliases: sent.aliases,
    origin: sent.origin || 'saisie',
    ...(sent.succeededBy ? { succeeded: { by: sent.succeededBy, on: day(sent.succeededOn) } } : {}),
  };
}
