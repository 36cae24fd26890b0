import type { Role } from '@cpom/service';
import type { Route } from '../../site/route.ts';
import type { Visit } from '../../site/visit.ts';
import type { DirectoryCalls } from '../directory/words.ts';
import { chooseNotices, myNotices } from './mine.ts';
import { outboxCsv, outboxPage } from './outbox.ts';

const administrators: readonly Role[] = ['administrator'];

/** What people are told by mail: one's own, and for administrators what goes to their members. */
export const noticeRoutes = <C extends DirectoryCalls>(): readonly Route<Visit<C>>[] => [
  { method: 'get', path: '/courriers', access: 'signed-in', handle: myNotices },
  { method: 'post', path: '/courriers/choix', access: 'signed-in', handle: chooseNotices },
  { method: 'get', path: '/courriers/envois', access: administrators, handle: outboxPage },
  { method: 'get', path: '/courriers/envois.csv', access: administrators, handle: outboxCsv },
];
