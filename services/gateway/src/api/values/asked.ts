/** The part of a list that was asked for, with what is shown of it in the reply. */
export const pageOf = ({ limit = 50, offset = 0 }: { readonly limit?: number | undefined; readonly offset?: number | undefined }): { readonly limit: number; readonly offset: number } => ({ limit, offset });

/** `-expiresOn` as a service says it: `expires_on`, descending. The separator is the service's habit. */
export function sortOf(sort: string | undefined, separator: '_' | '-'): { readonly sort: string; readonly descending: boolean } {
  const descending = sort?.startsWith('-') ?? false;
  const name = (descending ? sort?.slice(1) : sort) ?? '';
  return { sort: name.replaceAll(/[A-Z]/g, (letter) => separator + letter.toLowerCase()), descending };
}
