import { flawIn, headerOf, lastVersion, type Sealed } from './hash.ts';
import type { Cursor, Verification } from './ports/index.ts';
import { nextTurn } from './turns.ts';

/** A commit as an adapter stores it: what was hashed, and beside it what lookups need. */
export interface StoredCommit extends Sealed {
  readonly position: number;
  readonly stream: string;
  readonly cause: string;
  /** Of the stream, after the commit. */
  readonly version: number;
}

/** One life of a journal: it begins after the position `since`. In the order they began. */
export interface Life {
  readonly epoch: string;
  readonly since: number;
}

/** What verifying must be able to ask an adapter. */
export interface Chain {
  head(): Promise<Cursor>;
  /** Whole stored commits after a position, in order, holes and all. */
  page(after: number, limit: number): Promise<readonly StoredCommit[]>;
  /** Of these, the positions that are not found again by position, by version and by cause: one such would let a repeat write twice. */
  lost(commits: readonly StoredCommit[]): Promise<ReadonlySet<number>>;
  hashAt(position: number): Promise<string | undefined>;
  lives(): Promise<readonly Life[]>;
  /** The first position after the head of which pieces are left, if any. */
  leftBehind(head: number): Promise<number | undefined>;
  /** Whether what was thrown while reading says that the storage is damaged; else it is a fault, thrown on. */
  isDamage(fault: unknown): boolean;
}

type Fault = Verification['faults'][number];
const step = 50;

/** What is wrong with a commit, seen from the hash before it (undefined: that one is missing). */
function flawAfter(stored: StoredCommit, previous: string | undefined, lost: ReadonlySet<number>): string | undefined {
  const flaw = flawIn(stored);
  if (flaw !== undefined) return flaw;
  const header = headerOf(stored);
  const indexed = [header.position, header.stream, header.cause, lastVersion(header)];
  if (indexed.some((value, at) => value !== [stored.position, stored.stream, stored.cause, stored.version][at])) return "elle n'est pas à sa place";
  if (lost.has(stored.position)) return "les index ne la retrouvent pas";
  return previous === undefined || header.previous === previous ? undefined : "elle ne suit pas l'écriture précédente";
}

function hole(from: number, to: number): Fault {
  const message = to > from ? `Les écritures ${from} à ${to} sont absentes.` : `L'écriture ${from} est absente.`;
  return { position: from, message };
}

/** What a witness knows that the journal does not hold any more. */
async function witnessed(chain: Chain, { epoch, position, hash }: Cursor, head: Cursor): Promise<Fault[]> {
  const lives = await chain.lives();
  const number = lives.findIndex((life) => life.epoch === epoch);
  if (number === -1) return [{ position, message: `Le témoin parle d'une autre vie du journal (« ${epoch} »).` }];
  const end = lives[number + 1]?.since ?? head.position;
  if (position > end) return [{ position: end + 1, message: `La fin est coupée : le témoin a vu l'écriture ${position}, cette vie du journal s'arrête à ${end}.` }];
  return (await chain.hashAt(position)) === hash ? [] : [{ position, message: `L'écriture ${position} n'est pas celle que le témoin a vue.` }];
}

async function leftBehind(chain: Chain, head: Cursor): Promise<Fault[]> {
  const position = await chain.leftBehind(head.position);
  return position === undefined ? [] : [{ position, message: `La fin est coupée : il reste des pièces de l'écriture ${position}, qui est absente.` }];
}

interface Walk {
  position: number;
  previous: string;
  commits: number;
  erased: number;
  readonly faults: Fault[];
}

function visit(walk: Walk, stored: StoredCommit, lost: ReadonlySet<number>): void {
  const afterHole = stored.position > walk.position + 1;
  if (afterHole) walk.faults.push(hole(walk.position + 1, stored.position - 1));
  const flaw = flawAfter(stored, afterHole ? undefined : walk.previous, lost);
  if (flaw !== undefined) walk.faults.push({ position: stored.position, message: `Écriture ${stored.position} : ${flaw}.` });
  walk.position = stored.position;
  walk.previous = stored.hash;
  walk.commits += 1;
  walk.erased += stored.payloads.filter((payload) => payload.erased).length;
}

/** Visits the next commits; false once there is nothing to read any more, or nothing that can be read. */
async function advance(chain: Chain, walk: Walk, end: number): Promise<boolean> {
  try {
    const some = await chain.page(walk.position, Math.min(step, end - walk.position));
    const lost = await chain.lost(some);
    some.forEach((stored) => visit(walk, stored, lost));
    return some.length > 0 && walk.position < end;
  } catch (fault) {
    if (!chain.isDamage(fault)) throw fault;
    const message = `À partir de l'écriture ${walk.position + 1}, le fichier ne se lit plus : ${String(fault)}`;
    walk.faults.push({ position: walk.position + 1, message });
    return false;
  }
}

/** Reads a whole chain again, a few commits a turn. Says the first thing that is wrong with each commit. */
export async function verifyChain(chain: Chain, witness: Cursor | undefined): Promise<Verification> {
  const head = await chain.head();
  const walk: Walk = { position: 0, previous: '', commits: 0, erased: 0, faults: [] };
  while (await advance(chain, walk, head.position)) await nextTurn();
  const now = await chain.head();
  const faults = [...walk.faults, ...(await leftBehind(chain, now)), ...(witness ? await witnessed(chain, witness, now) : [])];
  return { head, commits: walk.commits, erased: walk.erased, faults };
}
