import type { RouteAccess, Route } from '../site/route.ts';
import type { Visit } from '../site/visit.ts';
import { accredit, merge, recordHeadcount, register, rename } from './directory/acts.ts';
import { organisationsCsv, organisationsPage } from './directory/list.ts';
import { organisationPage } from './directory/one.ts';
import { keepers, type DirectoryCalls } from './directory/words.ts';

export { kindNames, type DirectoryCalls } from './directory/words.ts';

/** The directory: who is who, and what those who keep it may record. */
export const directoryRoutes = <C extends DirectoryCalls>(): readonly Route<Visit<C>>[] => {
  const act = (path: string, { show, take }: typeof register): Route<Visit<C>>[] => {
    const access: Exclude<RouteAccess, 'public'> = keepers;
    return [{ method: 'get', path, access, handle: show }, { method: 'post', path, access, handle: take }];
  };
  return [
    { method: 'get', path: '/annuaire', access: 'signed-in', handle: organisationsPage },
    { method: 'get', path: '/annuaire.csv', access: 'signed-in', handle: organisationsCsv },
    ...act('/annuaire/nouveau', register),
    { method: 'get', path: '/annuaire/:id', access: 'signed-in', handle: organisationPage },
    ...act('/annuaire/:id/nom', rename),
    ...act('/annuaire/:id/agrement', accredit),
    ...act('/annuaire/:id/effectif', recordHeadcount),
    ...act('/annuaire/:id/fusion', merge),
  ];
};
