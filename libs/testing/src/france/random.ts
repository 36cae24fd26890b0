/** Numbers that look random and are the same for the same seed, on every machine. */
export interface Random {
  /** From 0 to 1, 1 excluded. */
  next(): number;
  /** A whole number between the two, both included. */
  between(from: number, to: number): number;
  /** True that often. */
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** FNV-1a: 32 bits of a text. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** A sequence of its own for each name: what is made of one service does not depend on how many others there are. */
export function randomOf(...names: readonly (string | number)[]): Random {
  let state = hashed(names.join('/'));
  // Mulberry32.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  next();
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (share) => next() < share,
    pick: (items) => {
      const found = items[Math.floor(next() * items.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
  };
}
