import { sign, verify, type KeyObject } from 'node:crypto';

/** The only header there is: a token that names another algorithm, or none, is not one of ours. */
const header = Buffer.from('{"alg":"EdDSA"}').toString('base64url');

/**
 * A compact JWS (RFC 7515) signed with Ed25519 (RFC 8037). Written here because every call carries one: libraries sign through WebCrypto, whose
 * thread hop costs six times the signature itself.
 */
export function signed(content: object, privateKey: KeyObject): string {
  const said = `${header}.${Buffer.from(JSON.stringify(content)).toString('base64url')}`;
  return `${said}.${sign(null, Buffer.from(said), privateKey).toString('base64url')}`;
}

/** What the token says if this key signed it; undefined for anything else. Dates and audience are the caller's to check. */
export function readSigned(token: string, publicKey: KeyObject): unknown {
  const [head, body = '', signature = '', ...more] = token.split('.');
  if (head !== header || more.length > 0) return undefined;
  if (!verify(null, Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))) return undefined;
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString());
  } catch {
    return undefined;
  }
}
