import { fold } from '@cpom/kernel';
import type { State } from '@cpom/platform';

/** Who a person is. Kept in `State`: not history, may be deleted. */
export interface Identity {
  readonly personId: string;
  readonly email: string;
  readonly givenName: string;
  readonly usualName: string;
  /** The provider's own name for the person; known from the first sign-in. */
  readonly sub?: string;
}

type Stored = { readonly personId: string; readonly email: string; readonly givenName: string; readonly usualName: string; readonly sub?: string };

/** Names and addresses, found by person, by address or by the provider's name for the person. */
export interface People {
  byId(personId: string): Promise<Identity | undefined>;
  bySub(sub: string): Promise<Identity | undefined>;
  byEmail(email: string): Promise<Identity | undefined>;
  save(identity: Identity): Promise<void>;
}

const folded = (email: string): string => fold(email.trim());

export function openPeople(state: State): People {
  const byId = async (personId: string): Promise<Identity | undefined> => (await state.get<Stored>(`person:${personId}`))?.value;
  const through = async (key: string): Promise<Identity | undefined> => {
    const personId = (await state.get<string>(key))?.value;
    return personId === undefined ? undefined : byId(personId);
  };
  return {
    byId,
    bySub: (sub) => through(`sub:${sub}`),
    byEmail: (email) => through(`email:${folded(email)}`),
    save: async ({ personId, email, givenName, usualName, sub }) => {
      await state.put(`person:${personId}`, { personId, email, givenName, usualName, sub });
      await state.put(`email:${folded(email)}`, personId);
      if (sub !== undefined) await state.put(`sub:${sub}`, personId);
    },
  };
}
