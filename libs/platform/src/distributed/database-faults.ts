import { mongo } from 'mongoose';

/** What the server answers a command with, when it answers. */
export const codeOf = (fault: unknown): number | undefined =>
  typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'number' ? fault.code : undefined;

/** A unique index already holds one of the values. */
export const isDuplicate = (fault: unknown): boolean => codeOf(fault) === 11_000;

// The answers of a server that is no primary any more, or not yet, or goes away: HostUnreachable, HostNotFound, NetworkTimeout, ShutdownInProgress,
// PrimarySteppedDown, ExceededTimeLimit, SocketException, NotWritablePrimary, Interrupted…, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary, WriteConcernFailed.
const passing: ReadonlySet<number | undefined> = new Set([6, 7, 64, 89, 91, 100, 189, 262, 9_001, 10_107, 11_600, 11_602, 13_435, 13_436]);

const isLost = (fault: unknown): boolean =>
  fault instanceof mongo.MongoNetworkError || fault instanceof mongo.MongoServerSelectionError || (fault instanceof Error && fault.name === 'MongooseServerSelectionError');

/** Says whether the server may answer later: whether what was asked has happened is then unknown. */
export const mayPass = (fault: unknown): boolean => isLost(fault) || passing.has(codeOf(fault));

const hostsOf = (url: string): string => /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(url)?.[1] ?? 'an address that is not mongodb://…';

const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

/** The same fault, said so that whoever runs the service knows what to do. Never holds credentials: the URL is cut to its hosts. */
export function clearFault(fault: unknown, database: string, url: string): Error {
  const code = codeOf(fault);
  const hosts = hostsOf(url);
  if (code === 18) return new Error(`MongoDB at ${hosts} does not accept the user or the password given for ${database}`, { cause: fault });
  if (code === 13) return new Error(`MongoDB at ${hosts}: the user may not use ${database}; grant it the role readWrite on this database (${messageOf(fault)})`, { cause: fault });
  if (isLost(fault)) return new Error(`MongoDB is not reachable at ${hosts} for ${database}: ${messageOf(fault)}`, { cause: fault });
  return fault instanceof Error ? fault : new Error(String(fault));
}
