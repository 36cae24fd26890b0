import type { Fact } from '@cpom/kernel';
import type { Message } from '@cpom/platform';
import { OrganisationState as OrganisationMessage } from '@cpom/proto/directory/v1/events';
import type { DatedName, Organisation, OrganisationEvent, OrganisationState } from './contract.ts';

const type = 'cpom.directory.v1.OrganisationState';
const datedName = ({ name, shortName, from, to }: DatedName) => ({ name, shortName, from: from ?? '', to: to ?? '' });

/** The organisation as messages and replies carry it. */
export const toMessage = (state: Organisation): OrganisationMessage => OrganisationMessage.fromPartial({
  id: state.id,
  kind: state.kind,
  names: state.names.map(datedName),
  accreditations: [...state.accreditations],
  headcounts: [...state.headcounts],
  regions: [...state.regions],
  address: state.address,
  aliases: [...state.aliases],
  origin: state.origin,
  succeededBy: state.succeeded?.by ?? '',
  succeededOn: state.succeeded?.on ?? '',
});

/** The whole organisation, to the instance and, for what acts in a contract, to the nation. */
export function published(state: OrganisationState, _fact: Fact<OrganisationEvent>): readonly Message[] {
  if (!state) return [];
  const payload = OrganisationMessage.encode(toMessage(state)).finish();
  return [
    { topic: 'directory', type, audience: 'instance', payload },
    { topic: 'directory.nation', type, audience: 'nation', payload },
  ];
}
