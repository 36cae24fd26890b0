import type { StreamHead } from '@cpom/platform';

/**
 * What was heard of a peer and is not of its present history: a stream that it has not, that ends earlier there, or that says something else
 * at the same version. `known` was read before `there`: what the peer says meanwhile makes its streams later, never earlier.
 */
export function heardBeyond(known: readonly StreamHead[], there: readonly StreamHead[]): readonly StreamHead[] {
  const heads = new Map(there.map((head) => [head.stream, head]));
  return known.filter(({ stream, version, payloadSha256 }) => {
    const now = heads.get(stream);
    return !now || now.version < version || (now.version === version && now.payloadSha256 !== payloadSha256);
  });
}
