import type { Fact } from '@cpom/kernel';
import type { Doc, Projection } from '@cpom/platform';
import { evolve, initial, type Membership, type PersonEvent } from './contract.ts';

export interface PersonRow extends Doc {
  readonly memberships: readonly Membership[];
}

/** One row a person: the roles held and to come. No name: names are not history. */
export const personList: Projection<Fact> = {
  view: { name: 'person-list', version: 1, indexes: [] },
  keys: ({ stream }) => (stream.startsWith('person-') ? [stream] : []),
  apply: (doc, fact) => ({ ...evolve((doc as PersonRow | null) ?? initial, fact as Fact<PersonEvent>) }),
};
