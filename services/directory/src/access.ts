import { roles, type Rules } from '@cpom/service';
import type { DirectoryServer } from '@cpom/proto/directory/v1/directory';

/** What the rules must look up. */
export interface AccessFacts {
  /** The organisation that runs the instance: its administrator is everybody's first resort. */
  readonly authority: string;
  organisationOfMembership(personId: string, membershipId: string): Promise<string | undefined>;
}

const loader = ['instance'] as const;
const readers = { roles, services: ['instance', 'gateway', 'contracts', 'indicators', 'national'] };
const keepers = { roles: ['dreets-agent', 'dgt'], services: loader } as const;

/** Who may call what in the directory. */
export function access({ authority, organisationOfMembership }: AccessFacts): Rules<DirectoryServer> {
  const administrators = { roles: ['administrator'] as const, services: loader };
  return {
    registerOrganisation: keepers,
    renameOrganisation: keepers,
    recordAccreditation: keepers,
    recordHeadcount: keepers,
    recordSuccession: keepers,
    getOrganisation: readers,
    listOrganisations: readers,
    signIn: { roles: [], services: ['gateway'] },
    getPerson: { roles: [], services: ['gateway', 'instance'] },
    invitePerson: { ...administrators, about: ({ organisation }) => [organisation, authority] },
    grantMembership: { ...administrators, about: ({ organisation }) => [organisation, authority] },
    revokeMembership: {
      ...administrators,
      about: async ({ personId, membershipId }) => [authority, (await organisationOfMembership(personId, membershipId)) ?? ''],
    },
    listMembers: { ...administrators, services: ['instance', 'gateway'], about: ({ organisation }) => [organisation, authority] },
    // One's own: the handlers look at nobody else's.
    listNotices: { roles },
    setNoticeChoice: { roles },
    listOutbox: { roles: ['administrator'], about: ({ organisation }) => [organisation, authority] },
  };
}
