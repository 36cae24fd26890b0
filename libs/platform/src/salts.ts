import { randomBytes } from 'node:crypto';

const size = 16;
const atOnce = 64;

/** Gives sixteen random bytes at each call. Drawn many at once: the system call costs more than the bytes. */
export function salts(): () => Uint8Array {
  let drawn: Uint8Array = new Uint8Array(0);
  return () => {
    if (drawn.length === 0) drawn = randomBytes(size * atOnce);
    const salt = drawn.subarray(0, size);
    drawn = drawn.subarray(size);
    return salt;
  };
}
