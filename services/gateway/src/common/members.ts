import type { Role } from '@cpom/service';
import type { Route } from '../site/route.ts';
import type { Visit } from '../site/visit.ts';
import type { DirectoryCalls } from './directory/words.ts';
import { grant, invite, revoke, standIn, type Act } from './members/acts.ts';
import { membersPage } from './members/list.ts';
import { memberPage } from './members/one.ts';

const administrators: readonly Role[] = ['administrator'];

/** People and what they may do, for those who administer an organisation. */
export const memberRoutes = <C extends DirectoryCalls>(): readonly Route<Visit<C>>[] => {
  const act = (path: string, { show, take }: Act): Route<Visit<C>>[] => [{ method: 'get', path, access: administrators, handle: show }, { method: 'post', path, access: administrators, handle: take }];
  return [
    { method: 'get', path: '/membres', access: administrators, handle: membersPage },
    ...act('/membres/inviter', invite),
    { method: 'get', path: '/membres/:person', access: administrators, handle: memberPage },
    ...act('/membres/:person/role', grant),
    ...act('/membres/:person/suppleance', standIn),
    ...act('/membres/:person/roles/:membership/retirer', revoke),
  ];
};
