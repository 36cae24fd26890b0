/** Something wrong in a file, with its place: the path or the heading of the column, and the line of a spreadsheet. */
export interface Problem {
  readonly place: string;
  readonly message: string;
  /** From 1, the header being the first; absent for JSON. */
  readonly line?: number;
  /** Which contract of the file, from 1; absent: the file as a whole. */
  readonly contract?: number;
}

/** Everything that was read, or everything that is wrong. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

export const fine = <T>(value: T): Parsed<T> => ({ ok: true, value });
export const wrong = <T>(problems: readonly Problem[]): Parsed<T> => ({ ok: false, problems });
