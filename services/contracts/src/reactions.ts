import type { Doc, Heard, Projection } from '@cpom/platform';
import { OrganisationState } from '@cpom/proto/directory/v1/events';
import type { AccreditationFacts } from './rules/input.ts';

/** What the directory said of an organisation, as rules and lists need it. */
export interface KnownOrganisation extends Doc {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly accreditations: readonly AccreditationFacts[];
}

export const directoryTopic = 'directory';
export const directoryTypes = { 'cpom.directory.v1.OrganisationState': (payload: Uint8Array): OrganisationState => OrganisationState.decode(payload) } as const;

const known = (said: OrganisationState): KnownOrganisation => ({
  id: said.id, kind: said.kind,
  name: said.names.at(-1)?.shortName || (said.names.at(-1)?.name ?? said.id),
  names: [...said.names.flatMap(({ name, shortName }) => [name, shortName]), ...said.aliases],
  accreditations: said.accreditations.map(({ grantedOn, expiresOn, state }) => ({ grantedOn, expiresOn, state })),
});

/** The local copy of the directory, one row an organisation: rules never wait for another service. */
export const knownOrganisations: Projection<Heard> = {
  view: { name: 'known-organisation', version: 1, indexes: ['kind'] },
  apply: (_doc, heard) => known(heard.value as OrganisationState),
};
