/** What a cell gave, or why it did not. */
export type Reading<T> = { readonly value: T } | { readonly problem: string };

export const failing = (problem: string): { readonly problem: string } => ({ problem });
