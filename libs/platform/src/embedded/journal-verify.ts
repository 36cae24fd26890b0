import { setImmediate } from 'node:timers/promises';
import { flawIn, headerOf, lastVersion } from '../hash.ts';
import type { Cursor, Verification } from '../ports/index.ts';
import type { Database } from './database.ts';
import type { StoredCommit } from './journal-schema.ts';
import { hashAt, headOf, page } from './journal-store.ts';

type Fault = Verification['faults'][number];
const step = 50;

/**
 * Says whether the commit and its payloads are found by position and by both indexes, not only when all is read in order:
 * one that fails would let a repeated cause write twice. The hash is read, for it is in no index.
 */
function found(database: Database, { position, hash, stream, version, cause, payloads }: StoredCommit): boolean {
  const byVersion = database.one<{ hash: string }>('SELECT hash FROM commits WHERE stream = ? AND version = ?', stream, version);
  const byCause = database.one<{ hash: string }>('SELECT hash FROM commits WHERE stream = ? AND cause = ?', stream, cause);
  const parts = database.one<{ count: number }>('SELECT count(*) AS count FROM payloads WHERE position = ?', position);
  return parts?.count === payloads.length && [byVersion?.hash, byCause?.hash, hashAt(database, position)].every((other) => other === hash);
}

/** What is wrong with a commit, seen from the hash before it (undefined: that one is missing). */
function flawAfter(database: Database, stored: StoredCommit, previous: string | undefined): string | undefined {
  const flaw = flawIn(stored);
  if (flaw !== undefined) return flaw;
  const header = headerOf(stored);
  const indexed = [header.position, header.stream, header.cause, lastVersion(header)];
  if (indexed.some((value, at) => value !== [stored.position, stored.stream, stored.cause, stored.version][at])) return "elle n'est pas à sa place";
  if (!found(database, stored)) return "les index ne la retrouvent pas";
  return previous === undefined || header.previous === previous ? undefined : "elle ne suit pas l'écriture précédente";
}

function hole(from: number, to: number): Fault {
  const message = to > from ? `Les écritures ${from} à ${to} sont absentes.` : `L'écriture ${from} est absente.`;
  return { position: from, message };
}

/** What a witness knows that the journal does not hold any more. */
function witnessed(database: Database, witness: Cursor, head: Cursor): Fault[] {
  const { epoch, position, hash } = witness;
  const life = database.one<{ number: number }>('SELECT number FROM epochs WHERE epoch = ?', epoch);
  if (!life) return [{ position, message: `Le témoin parle d'une autre vie du journal (« ${epoch} »).` }];
  const next = database.one<{ since: number }>('SELECT since FROM epochs WHERE number > ? ORDER BY number LIMIT 1', life.number);
  const end = next?.since ?? head.position;
  if (position > end) return [{ position: end + 1, message: `La fin est coupée : le témoin a vu l'écriture ${position}, cette vie du journal s'arrête à ${end}.` }];
  return hashAt(database, position) === hash ? [] : [{ position, message: `L'écriture ${position} n'est pas celle que le témoin a vue.` }];
}

function leftBehind(database: Database, head: Cursor): Fault[] {
  const row = database.one<{ position: number }>('SELECT min(position) AS position FROM payloads WHERE position > ? HAVING min(position) > 0', head.position);
  return row ? [{ position: row.position, message: `La fin est coupée : il reste des pièces de l'écriture ${row.position}, qui est absente.` }] : [];
}

interface Walk {
  position: number;
  previous: string;
  commits: number;
  erased: number;
  readonly faults: Fault[];
}

function visit(database: Database, walk: Walk, stored: StoredCommit): void {
  const afterHole = stored.position > walk.position + 1;
  if (afterHole) walk.faults.push(hole(walk.position + 1, stored.position - 1));
  const flaw = flawAfter(database, stored, afterHole ? undefined : walk.previous);
  if (flaw !== undefined) walk.faults.push({ position: stored.position, message: `Écriture ${stored.position} : ${flaw}.` });
  walk.position = stored.position;
  walk.previous = stored.hash;
  walk.commits += 1;
  walk.erased += stored.payloads.filter((payload) => payload.erased).length;
}

/** Visits the next commits; false once there is nothing to read any more, or nothing that can be read. */
function advance(database: Database, walk: Walk, end: number): boolean {
  try {
    const some = page(database, walk.position, Math.min(step, end - walk.position));
    some.forEach((stored) => visit(database, walk, stored));
    return some.length > 0 && walk.position < end;
  } catch (fault) {
    const message = `À partir de l'écriture ${walk.position + 1}, le fichier ne se lit plus : ${String(fault)}`;
    walk.faults.push({ position: walk.position + 1, message });
    return false;
  }
}

/** Reads the whole chain again, a few commits a turn. Says the first thing that is wrong with each commit. */
export async function verify(database: Database, witness: Cursor | undefined): Promise<Verification> {
  const head = headOf(database);
  const walk: Walk = { position: 0, previous: '', commits: 0, erased: 0, faults: [] };
  while (advance(database, walk, head.position)) await setImmediate();
  const now = headOf(database);
  const faults = [...walk.faults, ...leftBehind(database, now), ...(witness ? witnessed(database, witness, now) : [])];
  return { head, commits: walk.commits, erased: walk.erased, faults };
}
