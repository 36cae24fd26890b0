/** A browser without JavaScript, for tests: keeps cookies by host (ports do not separate them), follows nothing by itself. */
export interface TestBrowser {
  readonly cookies: Map<string, string>;
  /** Attributes of the last `Set-Cookie` of each name. */
  readonly attributes: Map<string, string>;
  get(url: string, headers?: Record<string, string>): Promise<Response>;
  post(url: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  send(url: string, init: RequestInit): Promise<Response>;
  /** Follows redirects (in the same browser) until a page, or until the next address holds the given text. */
  follow(from: Response, until?: string): Promise<{ response: Response; url: string }>;
}

function keep(browser: Pick<TestBrowser, 'cookies' | 'attributes'>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', value = ''] = pair.split('=');
    browser.attributes.set(name, attributes.join(';'));
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) browser.cookies.delete(name);
    else browser.cookies.set(name, value);
  }
}

export function openBrowser(): TestBrowser {
  const cookies = new Map<string, string>();
  const attributes = new Map<string, string>();
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    keep({ cookies, attributes }, response);
    return response;
  };
  const get: TestBrowser['get'] = (url, headers = {}) => send(url, { headers });
  return {
    cookies, attributes, send, get,
    post: (url, fields, headers = {}) => send(url, { method: 'POST', body: new URLSearchParams(fields), headers }),
    async follow(from, until) {
      let response = from;
      for (let hops = 0; hops < 12; hops++) {
        const location = response.headers.get('location');
        const url = new URL(location ?? response.url, response.url).href;
        if (location === null || (until !== undefined && url.includes(until))) return { response, url };
        await response.text();
        response = await get(url);
      }
      throw new Error('too many redirects');
    },
  };
}
