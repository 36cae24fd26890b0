import { hash } from 'node:crypto';
import type { Actor, DomainEvent, Fact, Instant, Tombstone } from '@cpom/kernel';
import type { Append, Audience, Commit, Said } from './ports/index.ts';

/** A payload as reading facts and messages needs it: JSON may come as text or as its bytes. */
export interface Piece {
  readonly part: string;
  /** Null once erased. */
  readonly body: Uint8Array | string | null;
  readonly erased?: Tombstone;
}

/** What a commit carries, kept beside its header so that it can be erased: `data.0`, `text.0`, `message.0`… */
export interface Payload extends Piece {
  /** Random, and erased with the body: else a short text could be guessed again from its digest. Empty for `data`. */
  readonly salt: Uint8Array;
  readonly body: Uint8Array | null;
}

/** What the hash covers: everything about a commit but its payloads, of which it holds the digests. */
export interface Header {
  readonly previous: string;
  readonly position: number;
  readonly stream: string;
  readonly cause: string;
  readonly firstVersion: number;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly traceparent?: string;
  readonly events: readonly { readonly data: string; readonly text?: string }[];
  readonly messages: readonly { readonly topic: string; readonly type: string; readonly audience: Audience; readonly payload: string }[];
}

/** A commit as an adapter stores it: the header's exact text, its hash, the payloads. */
export interface Sealed {
  readonly header: string;
  readonly hash: string;
  readonly payloads: readonly Payload[];
}

/** A commit as it is read, without what only verifying needs. */
export type Read = Pick<Sealed, 'header' | 'hash'> & { readonly payloads: readonly Piece[] };

const none = new Uint8Array(0);

function ordered(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON with sorted keys: the same value always gives the same text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, ordered);

/** SHA-256, hexadecimal, of a payload with its salt. */
export const digest = (payload: Pick<Payload, 'salt' | 'body'>): string =>
  hash('sha256', Buffer.concat([payload.salt, payload.body ?? none]));

/** The hash of a commit. The header holds the hash before it and the digests: that is the chain. */
export const chainHash = (header: string): string => hash('sha256', header);

/** The digests that a header promises, by part. */
export const promised = (header: Header): ReadonlyMap<string, string> =>
  new Map([
    ...header.events.flatMap((event, index): [string, string][] => [
      [`data.${index}`, event.data],
      ...(event.text === undefined ? [] : [[`text.${index}`, event.text] as [string, string]]),
    ]),
    ...header.messages.map((message, index): [string, string] => [`message.${index}`, message.payload]),
  ]);

/** What people wrote freely goes apart from the rest of the event. */
function split(event: DomainEvent, index: number, newSalt: () => Uint8Array): Payload[] {
  const { text, ...data } = event;
  const body = Buffer.from(canonicalJson(data));
  const payload: Payload = { part: `data.${index}`, salt: none, body };
  return text === undefined ? [payload] : [payload, { part: `text.${index}`, salt: newSalt(), body: Buffer.from(canonicalJson(text)) }];
}

/** Makes the commit that follows the `previous` hash, ready to store. Pure but for the salts it is given. */
export function seal(item: Append, previous: string, position: number, newSalt: () => Uint8Array): Sealed {
  const events = item.events.map((event, index) => split(event, index, newSalt));
  const messages = item.messages.map((message, index): Payload => ({ part: `message.${index}`, salt: newSalt(), body: message.payload }));
  const header: Header = {
    previous,
    position,
    stream: item.stream,
    cause: item.cause,
    firstVersion: item.expectedVersion + 1,
    recordedAt: item.recordedAt,
    actor: item.actor,
    ...(item.traceparent === undefined ? {} : { traceparent: item.traceparent }),
    events: events.map(([data, text]) => ({ data: data ? digest(data) : '', ...(text ? { text: digest(text) } : {}) })),
    messages: item.messages.map(({ topic, type, audience }, index) => ({ topic, type, audience, payload: digest(messages[index] ?? { salt: none, body: null }) })),
  };
  const text = canonicalJson(header);
  return { header: text, hash: chainHash(text), payloads: [...events.flat(), ...messages] };
}

export const headerOf = (sealed: Pick<Sealed, 'header'>): Header => JSON.parse(sealed.header) as Header;

/** The version of the stream after this commit. */
export const lastVersion = (header: Header): number => header.firstVersion + header.events.length - 1;

type Parts = Pick<ReadonlyMap<string, Piece>, 'get' | 'has'>;
/** Most commits have a piece or two: looking through these costs less than a map of them. */
const fewPieces = 4;
const byPart = (pieces: readonly Piece[]): Parts => {
  if (pieces.length > fewPieces) return new Map(pieces.map((piece) => [piece.part, piece]));
  return { get: (part) => pieces.find((piece) => piece.part === part), has: (part) => pieces.some((piece) => piece.part === part) };
};

function take(parts: Parts, header: Header, part: string): Piece {
  const payload = parts.get(part);
  if (!payload || (payload.body === null && !payload.erased)) throw new Error(`journal damaged: commit ${header.position} has lost ${part}`);
  return payload;
}

const utf8 = new TextDecoder();
const json = ({ body }: Piece): object => JSON.parse(typeof body === 'string' ? body : utf8.decode(body ?? none)) as object;

/** The facts of a stored commit; its text is absent, and `erased` says why, once erased. Throws when a payload is lost. */
export function factsOf(header: Header, payloads: readonly Piece[]): readonly Fact[] {
  const parts = byPart(payloads);
  return header.events.map(({ text }, index): Fact => {
    const { stream, recordedAt, actor } = header;
    const free = text === undefined ? undefined : take(parts, header, `text.${index}`);
    const event = { ...json(take(parts, header, `data.${index}`)), ...(free && !free.erased ? { text: json(free) } : {}) } as DomainEvent;
    return { stream, version: header.firstVersion + index, recordedAt, actor, event, ...(free?.erased ? { erased: free.erased } : {}) };
  });
}

/** The bytes themselves where they are plain; a copy of what is a part of something larger. */
function bytesOf(body: Piece['body']): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  return body === null || Buffer.isBuffer(body) ? new Uint8Array(body ?? none) : body;
}

function saidOf(header: Header, payloads: readonly Piece[]): readonly Said[] {
  const parts = byPart(payloads);
  return header.messages.map(({ topic, type, audience }, index): Said => {
    const { body, erased } = take(parts, header, `message.${index}`);
    const place = { stream: header.stream, sequence: lastVersion(header) };
    return { topic, type, audience, payload: bytesOf(body), ...place, ...(erased ? { erased } : {}) };
  });
}

/** A stored commit as the port gives it. Throws when a payload is lost. */
export function commitOf(sealed: Read): Commit {
  const header = headerOf(sealed);
  const { position, stream, cause, recordedAt, actor, traceparent } = header;
  const given = { position, stream, cause, recordedAt, actor, ...(traceparent === undefined ? {} : { traceparent }) };
  return { ...given, facts: factsOf(header, sealed.payloads), messages: saidOf(header, sealed.payloads), hash: sealed.hash };
}

function flawOf(payload: Payload, expected: string | undefined): string | undefined {
  const { part, body, erased } = payload;
  if (expected === undefined) return `la pièce ${part} est en trop`;
  if (body === null && !erased) return `la pièce ${part} a perdu son contenu`;
  if (erased && (body !== null || part.startsWith('data.'))) return `l'effacement de la pièce ${part} est irrégulier`;
  return erased || digest(payload) === expected ? undefined : `le contenu de la pièce ${part} a été modifié`;
}

/** What is wrong with a stored commit taken alone (French, for whoever runs the service), or undefined. Says nothing of its place in the chain. */
export function flawIn(sealed: Sealed): string | undefined {
  if (chainHash(sealed.header) !== sealed.hash) return "l'en-tête ou l'empreinte a été modifié";
  const expected = promised(headerOf(sealed));
  const present = byPart(sealed.payloads);
  const lost = [...expected.keys()].find((part) => !present.has(part));
  if (lost !== undefined) return `la pièce ${lost} est absente`;
  return sealed.payloads.map((payload) => flawOf(payload, expected.get(payload.part))).find((flaw) => flaw !== undefined);
}
