/** A file's name is what it holds. */
export interface Digest {
  /** SHA-256, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly size: number;
}

/** Documents, by what they hold: the same content is stored once. */
export interface Files {
  /** Streams the content in; durable once it returns. Refuses `too-large` past the limit (bytes) and keeps nothing of it. */
  put(content: AsyncIterable<Uint8Array>, limit: number): Promise<Digest>;
  /** Streams the content out. Refuses `not-found`. */
  get(sha256: string): Promise<AsyncIterable<Uint8Array>>;
  delete(sha256: string): Promise<void>;
}
