import { openBrowser } from '../../services/gateway/src/signin/browser.fixture.ts';

/** What a form sends; a name may come several times. */
export type Fields = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

/** Somebody signed in, without JavaScript: what a page says and what a form sends, and nothing else. */
export interface Visitor {
  readonly origin: string;
  readonly account: string;
  readonly csrf: string;
  readonly cookie: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  send(path: string, init: RequestInit): Promise<Response>;
  /** A form, with its token. */
  post(path: string, fields: Fields): Promise<Response>;
}

async function choose(origin: string, account: RegExp): Promise<{ readonly browser: ReturnType<typeof openBrowser>; readonly name: string }> {
  const browser = openBrowser();
  const choice = await browser.follow(await browser.get(`${origin}/connexion`));
  const names = [...(await choice.response.text()).matchAll(/name="compte" value="([^"]+)"/g)].map(([, name = '']) => name);
  const name = names.find((one) => account.test(one));
  if (name === undefined) throw new Error(`no account like ${String(account)} among ${names.join(' ')}`);
  await (await browser.follow(await browser.post(choice.url, { compte: name }))).response.text();
  return { browser, name };
}

/** Signs in as the first of the demonstration's accounts whose name matches. */
export async function visit(origin: string, account: RegExp): Promise<Visitor> {
  const { browser, name } = await choose(origin, account);
  const { csrf } = (await (await browser.get(`${origin}/api/v1/me`)).json()) as { csrf: string };
  const bodyOf = (fields: Fields): URLSearchParams => {
    const body = new URLSearchParams((Array.isArray(fields) ? fields : Object.entries(fields)) as [string, string][]);
    if (!body.has('_csrf')) body.append('_csrf', csrf);
    return body;
  };
  return {
    origin, account: name, csrf, cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; '),
    get: (path, headers = {}) => browser.get(origin + path, headers),
    send: (path, init) => browser.send(origin + path, init),
    post: (path, fields) => browser.send(origin + path, { method: 'POST', body: bodyOf(fields) }),
  };
}
