import { fold, type Fact } from '@cpom/kernel';
import type { Doc, Projection } from '@cpom/platform';
import { evolve, type Organisation, type OrganisationEvent, type OrganisationState } from './contract.ts';

export interface OrganisationRow extends Doc {
  readonly kind: string;
  /** Folded: what is sorted by, as a reader sorts. */
  readonly name: string;
  readonly searched: string;
  readonly organisation: Organisation;
}

const rowOf = (organisation: Organisation): OrganisationRow => {
  const last = organisation.names.at(-1);
  const words = organisation.names.flatMap(({ name, shortName }) => [name, shortName]);
  return { kind: organisation.kind, name: fold(last?.name ?? ''), searched: [organisation.id, ...words, ...organisation.aliases].join(' '), organisation };
};

/** One row an organisation, to list and search. */
export const organisationList: Projection<Fact> = {
  view: { name: 'organisation-list', version: 2, indexes: ['kind', 'name'], search: ['searched'] },
  keys: ({ stream }) => (stream.startsWith('organisation-') ? [stream] : []),
  apply: (doc, fact) => {
    const after = evolve((doc as OrganisationRow | null)?.organisation as OrganisationState, fact as Fact<OrganisationEvent>);
    return after ? rowOf(after) : null;
  },
};
