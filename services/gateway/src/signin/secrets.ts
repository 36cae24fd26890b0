import { createHash } from 'node:crypto';

/** A new secret of at least 256 random bits, url-safe, at least 43 characters; from outside, so that tests can tell them apart. */
export type NewSecret = () => string;

/** What is kept of a secret: who reads the store cannot use it. */
export const hashed = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The shape of what `NewSecret` makes: anything else in a cookie or an address is not looked up at all. */
export const looksSecret = (text: unknown): text is string => typeof text === 'string' && /^[\w-]{32,128}$/.test(text);
