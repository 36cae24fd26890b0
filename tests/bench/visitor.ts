import { request, type Agent } from 'node:http';

/** A signed-in browser without JavaScript: keeps cookies, follows redirects, on shared keep-alive connections. */
export interface Visitor {
  readonly origin: string;
  get(path: string): Promise<{ readonly status: number; readonly body: string }>;
  send(method: string, path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly body: string }>;
  readonly csrf: string;
}

interface Raw { readonly status: number; readonly body: string; readonly location: string | undefined; readonly cookies: readonly string[] }

function ask(agent: Agent, url: string, method: string, headers: Readonly<Record<string, string>>, body = ''): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const call = request(url, { agent, method, headers: { ...headers, ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}) } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), location: response.headers.location, cookies: response.headers['set-cookie'] ?? [] });
      });
    });
    // The server may close a kept connection at the very moment it is used again: then nothing was sent, and it is asked anew.
    call.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' && call.reusedSocket) ask(agent, url, method, headers, body).then(resolve, reject);
      else reject(error);
    });
    call.end(body);
  });
}

/** Signs in through the demonstration's provider as the first account whose name there matches. */
export async function signIn(agent: Agent, origin: string, account: RegExp): Promise<Visitor> {
  const jar = new Map<string, string>();
  const go = async (url: string, method = 'GET', body = '', headers: Readonly<Record<string, string>> = {}): Promise<Raw & { url: string }> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const raw = await ask(agent, url, method, { ...headers, ...(cookie ? { cookie } : {}) }, body);
    for (const line of raw.cookies) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { ...raw, url };
  };
  const follow = async (from: Raw & { url: string }): Promise<Raw & { url: string }> => {
    let at = from;
    while (at.location !== undefined) at = await go(new URL(at.location, at.url).href);
    return at;
  };
  const choice = await follow(await go(`${origin}/connexion`));
  const action = /<form method="post" action="([^"]*)"/.exec(choice.body)?.[1]?.replaceAll('&amp;', '&');
  const sub = [...choice.body.matchAll(/name="compte" value="([^"]+)"/g)].map(([, value = '']) => value).find((value) => account.test(value));
  if (action === undefined || sub === undefined) throw new Error(`no account like ${String(account)} at ${choice.url}`);
  const home = await follow(await go(new URL(action, choice.url).href, 'POST', new URLSearchParams({ compte: sub }).toString(), { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(choice.url).origin }));
  if (!home.url.startsWith(origin)) throw new Error(`sign-in ended at ${home.url}`);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(home.body)?.[1] ?? '';
  return {
    origin, csrf,
    get: (path) => go(origin + path),
    send: (method, path, body, headers = {}) => go(origin + path, method, JSON.stringify(body), { 'content-type': 'application/json', 'x-csrf-token': csrf, ...headers }),
  };
}
