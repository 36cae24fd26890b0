import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { decodeJwt, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { listen } from './instance.fixture.ts';
import type { ProviderSettings } from './settings.ts';

/** What a dishonest or broken userinfo endpoint answers instead of the true signed claims. */
export type Bend = (claims: JWTPayload, keys: { provider: CryptoKey; kid: string }) => Promise<{ type: string; body: string }>;

const jwt = async (claims: JWTPayload, key: CryptoKey, kid: string) => ({
  type: 'application/jwt',
  body: await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key),
});

export const bends: Readonly<Record<string, Bend>> = {
  'in plain JSON': async (claims) => ({ type: 'application/json', body: JSON.stringify(claims) }),
  'signed with nothing': async (claims) => ({ type: 'application/jwt', body: new UnsecuredJWT(claims).encode() }),
  'signed by somebody else': async (claims, { kid }) => jwt(claims, (await generateKeyPair('RS256')).privateKey, kid),
  'made for another client': (claims, { provider, kid }) => jwt({ ...claims, aud: 'another' }, provider, kid),
  'made by another issuer': (claims, { provider, kid }) => jwt({ ...claims, iss: 'https://ailleurs.example' }, provider, kid),
  'that does not say for whom': ({ aud: _aud, ...claims }, { provider, kid }) => jwt(claims, provider, kid),
  'of another person': (claims, { provider, kid }) => jwt({ ...claims, sub: 'somebody-else' }, provider, kid),
};

async function signingKey(dir: string): Promise<{ provider: CryptoKey; kid: string }> {
  const { jwks } = JSON.parse(await readFile(join(dir, 'demo-provider-keys.json'), 'utf8')) as { jwks: { keys: { kid: string }[] } };
  const [jwk = { kid: '' }] = jwks.keys;
  return { provider: (await importJWK(jwk, 'RS256')) as CryptoKey, kid: jwk.kid };
}

const trueClaims = async (issuer: string, req: IncomingMessage): Promise<JWTPayload> => {
  const answer = await fetch(`${issuer}/me`, { headers: { authorization: req.headers.authorization ?? '' } });
  return decodeJwt(await answer.text());
};

/** Stands before the true userinfo endpoint and bends its answers; the other endpoints stay the true ones. */
export async function startBentProvider(bend: () => Bend) {
  let source: { issuer: string; dir: string } | undefined;
  const server = createServer(async (req, res) => {
    if (!source) return void res.writeHead(500).end();
    const { type, body } = await bend()(await trueClaims(source.issuer, req), await signingKey(source.dir));
    res.writeHead(200, { 'content-type': type }).end(body);
  });
  const userinfo = await listen(server);
  const endpoints = async (issuer: string, dir: string): Promise<ProviderSettings['endpoints']> => {
    source = { issuer, dir };
    const at = (path: string): string => issuer + path;
    return { authorization: at('/auth'), token: at('/token'), jwks: at('/jwks'), endSession: at('/session/end'), userinfo: `${userinfo}/me` };
  };
  return { endpoints, stop: () => server.close().closeAllConnections() };
}
