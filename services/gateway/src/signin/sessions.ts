import { Refusal } from '@cpom/kernel';
import type { Json, State } from '@cpom/platform';
import { rememberingState, type SessionMemory } from './session-memory.ts';
import { hashed, type NewSecret } from './secrets.ts';
import { isOver, type Session } from './session.ts';

/** Opens, finds and closes sessions. A closed one is gone at once, in every tab; one that another process closed, within a second. */
export interface Sessions {
  /** A new session, always under a new secret (what the browser had before is worth nothing). */
  open(who: { personId: string; idToken: string }): Promise<{ secret: string; session: Session }>;
  /** The session of a cookie, if it still runs; notes that it was seen. */
  find(secret: string): Promise<Session | undefined>;
  /** Remembers under which membership the person acts. Refuses `unauthenticated` when the session was closed meanwhile. */
  choose(session: Session, membershipId: string): Promise<void>;
  close(session: Session): Promise<void>;
  /** Closes all sessions of a person, in all browsers. */
  closeAllOf(personId: string): Promise<void>;
  /** Deletes what is over; says how many. */
  sweep(): Promise<number>;
}

type Kept = Omit<Session, 'key'> & { readonly [name: string]: Json | undefined };

const prefix = 'session:';
/** Seen again within this time is not written again: a page would cost a durable write. */
const touchEvery = 5 * 60_000;

const sessionOf = (key: string, value: Kept): Session => ({ ...value, key });

interface Deps {
  readonly state: State;
  readonly now: () => number;
  readonly newSecret: NewSecret;
}

interface WithMemory extends Deps {
  readonly memory: SessionMemory;
}

async function find({ memory, now }: WithMemory, secret: string): Promise<Session | undefined> {
  const key = prefix + hashed(secret);
  const entry = await memory.get<Kept>(key);
  if (!entry) return undefined;
  if (isOver(entry.value, now())) return void (await memory.delete(key));
  // Written only over what was read: a session closed meanwhile must not come back.
  if (now() - entry.value.seenAt >= touchEvery) await memory.put(key, { ...entry.value, seenAt: now() }, entry.revision);
  return sessionOf(key, entry.value);
}

async function choose({ memory, state }: WithMemory, session: Session, membershipId: string): Promise<void> {
  const entry = await state.get<Kept>(session.key);
  if (entry && (await memory.put(session.key, { ...entry.value, membershipId }, entry.revision))) return;
  throw new Refusal('unauthenticated', 'Votre session a pris fin. Reconnectez-vous.');
}

async function deleteWhere({ memory, state }: WithMemory, unwanted: (kept: Kept) => boolean): Promise<number> {
  const doomed = (await state.list<Kept>(prefix)).filter(({ value }) => unwanted(value));
  for (const { key } of doomed) await memory.delete(key);
  return doomed.length;
}

export function createSessions(deps: Deps): Sessions {
  const { state, now, newSecret } = deps;
  const remembering: WithMemory = { ...deps, memory: rememberingState(state, now) };
  return {
    async open({ personId, idToken }) {
      const secret = newSecret();
      const key = prefix + hashed(secret);
      const kept: Kept = { personId, idToken, csrf: newSecret(), openedAt: now(), seenAt: now() };
      await remembering.memory.put(key, kept, 0);
      return { secret, session: sessionOf(key, kept) };
    },
    find: (secret) => find(remembering, secret),
    choose: (session, membershipId) => choose(remembering, session, membershipId),
    close: ({ key }) => remembering.memory.delete(key),
    closeAllOf: async (personId) => void (await deleteWhere(remembering, (kept) => kept.personId === personId)),
    sweep: () => deleteWhere(remembering, (kept) => isOver(kept, now())),
  };
}
