/** The filters, sort and page of a screen, as they stand in its address. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A path and its query: a link shows the same thing to a colleague. */
export interface Address {
  readonly path: string;
  readonly query: Query;
}

/** The address with some of its query changed; `undefined` takes a name away. Empty values are left out. */
export function withQuery(address: Address, changes: Query = {}): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...address.query, ...changes })) {
    const texts = typeof value === 'string' ? [value] : (value ?? []);
    for (const text of texts) if (text !== '') parts.append(name, text);
  }
  const query = parts.toString();
  return query === '' ? address.path : `${address.path}?${query}`;
}

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

/** What the address says of order and page: `tri=nom`, `tri=-nom`, `page=2`; an unknown column is no order. */
export interface Reading {
  readonly sort: Sort | undefined;
  readonly page: number;
  readonly from: number;
  readonly limit: number;
}

export const pageSize = 50;

const single = (value: string | readonly string[] | undefined): string | undefined => (typeof value === 'string' ? value : value?.[0]);

export function readQuery(query: Query, sortable: readonly string[], limit = pageSize): Reading {
  const typed = single(query['tri']) ?? '';
  const key = typed.replace(/^-/, '');
  const asked = single(query['page']) ?? '1';
  const page = /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1;
  return { sort: sortable.includes(key) ? { key, descending: typed.startsWith('-') } : undefined, page, from: (page - 1) * limit, limit };
}
