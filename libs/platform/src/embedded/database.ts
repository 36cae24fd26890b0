import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Checkpoints } from './checkpoints.ts';
import { diskOf, type Disk, type Sync } from './disk.ts';

/** One row as SQLite gives it: the caller knows its columns. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** A SQLite file. Every call but `durable` is synchronous: a transaction never spans a turn of the event loop. */
export interface Database {
  /** The rows of a query; the statement is prepared once. */
  all<R = SqlRow>(sql: string, ...values: readonly SQLInputValue[]): R[];
  /** The same as lists of values in the order of the columns: less to make, where rows are many. */
  tuples<R extends readonly unknown[]>(sql: string, ...values: readonly SQLInputValue[]): R[];
  /** The first row, if any. */
  one<R = SqlRow>(sql: string, ...values: readonly SQLInputValue[]): R | undefined;
  /** Runs a statement; returns how many rows it changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number;
  /** Several statements without values: tables and indexes. */
  script(sql: string): void;
  /** All or nothing; a crash of the process keeps it. What the work throws is thrown again after the rollback. Not nested. */
  write<T>(work: () => T): T;
  /** Resolves once what was written before the call survives a loss of power too: only then may it be acknowledged. */
  durable(): Promise<void>;
  /** Lets go of the file; a second call does nothing. */
  close(): void;
}

const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA foreign_keys = ON;
  PRAGMA temp_store = MEMORY;
`;

/** Pages after which SQLite itself carries its log into the file, at once: the usual, or the last resort when a thread does it. */
const [usualLog, longestLog] = [1_000, 16_000];
/** Bytes written, about, after which the thread is asked. */
const carriedEvery = 4_000_000;
/** What a row costs beside its values: its page and those of its indexes. */
const perRow = 4_096;

function transaction<T>(file: DatabaseSync, disk: Disk, work: () => T): T {
  const failure = disk.failure();
  if (failure) throw failure;
  file.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    file.exec('COMMIT');
    return result;
  } catch (fault) {
    // A full disk may have ended the transaction already.
    if (file.isTransaction) file.exec('ROLLBACK');
    throw fault;
  }
}

export interface DatabaseOptions {
  readonly sync?: Sync;
  /** Absent: SQLite carries its log by itself, inside a commit. */
  readonly checkpoints?: Checkpoints | undefined;
}

const sizeOf = (value: SQLInputValue): number => (typeof value === 'string' ? value.length : value instanceof Uint8Array ? value.byteLength : 8);

/** Counts what is written, and has the log carried at times. */
function meter(path: string, checkpoints: Checkpoints | undefined): { wrote(values: readonly SQLInputValue[]): void; committed(): void } {
  let written = 0;
  return {
    wrote: (values) => { written += values.reduce<number>((sum, value) => sum + sizeOf(value), perRow); },
    committed: () => {
      if (written < carriedEvery) return;
      written = 0;
      checkpoints?.carry(path);
    },
  };
}

/** Prepares each statement once; `asTuples`: rows come as lists of values. */
function preparing(file: DatabaseSync, asTuples: boolean): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = file.prepare(sql);
    statement.setReturnArrays(asTuples);
    prepared.set(sql, statement);
    return statement;
  };
}

/** Opens the file, made with its folder when absent. The log keeps the order of writes: what is durable never lacks what came before it. */
export function openDatabase(path: string, { sync, checkpoints }: DatabaseOptions = {}): Database {
  mkdirSync(dirname(path), { recursive: true });
  const file = new DatabaseSync(path, { timeout: 5_000 });
  file.exec(`${settings} PRAGMA wal_autocheckpoint = ${checkpoints ? longestLog : usualLog};`);
  const { wrote, committed } = meter(path, checkpoints);
  const disk = diskOf(path, sync);
  const [prepare, prepareTuples] = [preparing(file, false), preparing(file, true)];
  return {
    all: <R>(sql: string, ...values: readonly SQLInputValue[]) => prepare(sql).all(...values) as R[],
    tuples: <R>(sql: string, ...values: readonly SQLInputValue[]) => prepareTuples(sql).all(...values) as unknown[] as R[],
    one: <R>(sql: string, ...values: readonly SQLInputValue[]) => prepare(sql).get(...values) as R | undefined,
    run: (sql, ...values) => {
      wrote(values);
      return Number(prepare(sql).run(...values).changes);
    },
    script: (sql) => file.exec(sql),
    write: (work) => {
      const result = transaction(file, disk, work);
      committed();
      return result;
    },
    durable: disk.durable,
    close: () => {
      if (!file.isOpen) return;
      // The last to close a file carries its log into it, durably.
      file.close();
      disk.close();
    },
  };
}
