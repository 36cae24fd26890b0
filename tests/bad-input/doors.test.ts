import { connect } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { draftWithDocument } from '../browser/draft.ts';
import { refusedStart } from '../support/demo-process.ts';
import { visit, type Visitor } from '../support/visitor.ts';
import { wrongWith } from './answer.ts';
import { startTriedSite, type TriedSite } from './site.ts';

let tried: TriedSite;
let agent: Visitor;
let contract = '';
beforeAll(async () => {
  tried = await startTriedSite();
  contract = await draftWithDocument(tried.demo.centre);
  agent = await visit(tried.demo.centre, /^demo-administrator-dreets/);
}, 60_000);
afterAll(() => tried.stop());

const wrongIn = async (answer: Response, isRefused = true): Promise<string | undefined> => wrongWith({ status: answer.status, text: await answer.text(), isRefused });

/** A request as no library would write it: gives the status and the text. */
const raw = (request: string): Promise<{ readonly status: number; readonly text: string }> => new Promise((resolve, reject) => {
  const { hostname, port } = new URL(tried.demo.centre);
  const chunks: Buffer[] = [];
  const socket = connect(Number(port), hostname);
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('close', () => {
    const text = Buffer.concat(chunks).toString();
    resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text: text.slice(text.indexOf('\r\n\r\n') + 4) });
  });
  // The end is left to the server: a half-closed connection gets no answer.
  socket.write(request);
});
const rawly = (line: string, headers: readonly string[] = []): ReturnType<typeof raw> =>
  raw([`${line} HTTP/1.1`, `Host: ${new URL(tried.demo.centre).host}`, `Cookie: ${agent.cookie}`, 'Connection: close', ...headers, '', ''].join('\r\n'));

describe('files', () => {
  const pdf = (size: number): Blob => new Blob(['%PDF-1.4\n', new Uint8Array(size), '\n%%EOF\n']);
  const deposit = (path: string, name: string, content: Blob, fileName: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const form = new FormData();
    for (const [field, value] of Object.entries({ _csrf: agent.csrf, ...fields })) form.append(field, value);
    form.append(name, content, fileName);
    return agent.send(path, { method: 'POST', body: form });
  };

  test.each([
    ['a page called a PDF', 'avis.pdf', new Blob(['<html><script>alert(1)</script>'])], ['an empty PDF', 'avis.pdf', new Blob([])], ['a PDF cut off', 'avis.pdf', new Blob(['%PDF-1.4\n', new Uint8Array(2_000)])],
    ['a program', 'avis.exe', new Blob(['MZ'])], ['two extensions', 'avis.pdf.html', new Blob(['%PDF-1.4 %%EOF'])], ['a path for a name', '../../../etc/passwd', new Blob(['root'])],
  ])('given %s, when it is joined to a contract, then it is refused in French and not kept', async (_what, name, content) => {
    const before = tried.stored();
    expect(await wrongIn(await deposit(`/contrats/${contract}/documents/ajouter`, 'piece', content, name, { kind: 'annex' }))).toBeUndefined();
    expect(tried.stored()).toEqual(before);
  });

  test('given a document of more than 50 MB, when it is joined, then it is refused and not kept', async () => {
    const before = tried.stored();
    const answer = await deposit(`/contrats/${contract}/documents/ajouter`, 'piece', pdf(50 * 1_048_576), 'avis.pdf', { kind: 'annex' });
    expect([answer.status, await answer.text()]).toEqual([413, expect.stringMatching(/Mo/)]);
    expect(tried.stored()).toEqual(before);
  }, 60_000);

  test('given a name meant for another header or another page, when the document is taken back, then the name is only a name', async () => {
    const name = 'a"; filename="b.html"<script>.pdf';
    expect((await deposit(`/contrats/${contract}/documents/ajouter`, 'piece', pdf(10), name, { kind: 'annex' })).status).toBe(303);
    const page = await (await agent.get(`/contrats/${contract}`)).text();
    const links = [...page.matchAll(/href="(\/contrats\/[^"]+\/documents\/[^"/]+)"/g)].map(([, href = '']) => href).filter((href) => !href.endsWith('/ajouter'));
    const given = await Promise.all(links.map(async (href) => (await agent.get(href)).headers));
    expect(given.length).toBeGreaterThan(1);
    for (const headers of given) expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual(['application/pdf', expect.stringMatching(/^attachment; filename\*=UTF-8''[\w.%()!~*'-]+$/)]);
  });

  test.each([
    ['a file of another kind', 'reprise.pdf', '%PDF-1.4'], ['broken YAML', 'reprise.yaml', 'a: [1'], ['YAML that repeats itself without end', 'reprise.yaml', `a: &a [x]\n${Array.from({ length: 60 }, (_, at) => `b${at}: [*a, *a, *a, *a, *a, *a, *a, *a, *a]`).join('\n')}`],
    ['a prototype', 'reprise.json', '{"__proto__": {"admin": true}, "constructor": {}}'], ['unknown fields', 'reprise.json', '{"reference": "X", "couleur": "bleu"}'], ['a list of anything', 'reprise.json', '[1, null, "a", [], {}]'],
    ['a day that does not exist', 'reprise.yaml', 'reference: X\ntitle: X\nterm: { effectiveFrom: 31/02/2026 }'], ['no spreadsheet', 'reprise.xlsx', 'PK\u0003\u0004broken'], ['a CSV with an open quote', 'reprise.csv', 'reference;titre\r\n"X;Y'], ['nothing', 'reprise.csv', ''],
    ['a formula for a name', 'reprise.csv', 'reference;titre\r\n=1+1;@SUM(A1)'],
  ])('given %s, when it is sent as existing contracts, then all that is wrong is said in French and nothing is recorded', async (_what, name, text) => {
    const { documents: _kept, ...before } = tried.stored();
    const answer = await deposit('/import', 'fichier', new Blob([text]), name);
    expect([answer.status, await wrongIn(answer)]).toEqual([expect.any(Number), undefined]);
    const { documents: _after, ...after } = tried.stored();
    expect(after).toEqual(before);
  });

  test('given a reprise under way that was tampered with, when it goes on, then it is refused', async () => {
    for (const draft of ['{}', '[]', 'x', '{"source":{"name":"a","sha256":"../../x"},"files":[]}', `{"source":{"name":"a.yaml","sha256":"${'0'.repeat(64)}"},"files":[]}`, '{"__proto__":{}}']) {
      for (const path of ['/import/confirmer', '/import/documents']) expect([path, draft, await wrongIn(await agent.post(path, { _reprise: draft }))]).toEqual([path, draft, undefined]);
    }
  });
});

describe('numbers as French readers type them', () => {
  const grid = '/campagnes/2025/990000028';
  const type = async (text: string): Promise<string> => {
    const lead = await visit(tried.demo.centre, /^demo-spsti-lead-990000028/);
    const answer = await lead.post(grid, { 'v.TMS-02': text, 'c.TMS-02': 'number', 'e.TMS-02': 'relu' });
    expect([text, wrongWith({ status: answer.status, text: await answer.text() })]).toEqual([text, undefined]);
    return /name="v\.TMS-02"[^>]*\svalue="([^"]*)"/.exec(await (await lead.get(grid)).text())?.[1]?.replace(/\s/g, ' ') ?? '';
  };

  test('given « 1 234 », with any of the spaces a keyboard or a spreadsheet has, when it is saved, then it is one thousand two hundred and thirty-four', async () => {
    for (const [typed, shown] of [['1 234', '1 234'], ['1\u00a0235', '1 235'], ['1\u202f236', '1 236']] as const) expect([typed, (await type(typed)).replace(/[^\d]/g, '')]).toEqual([typed, shown.replace(/[^\d]/g, '')]);
  });

  test.each(['douze', '1e3', '0x10', '-5', '12,5', '1,2,3', '=1+1', '<script>alert(1)</script>', '9'.repeat(40)])('given %s for a count, when it is saved, then the line keeps what it had', async (text) => {
    const before = await type('77');
    expect(before).toBe('77');
    const lead = await visit(tried.demo.centre, /^demo-spsti-lead-990000028/);
    const stored = tried.stored();
    const answer = await lead.post(grid, { 'v.TMS-02': text, 'c.TMS-02': 'number' });
    expect([answer.status, wrongWith({ status: answer.status, text: await answer.text() })]).toEqual([422, undefined]);
    expect(tried.stored()).toEqual(stored);
  });
});

describe('doors', () => {
  // Those before have asked much.
  beforeAll(async () => { agent = await visit(tried.demo.centre, /^demo-administrator-dreets/); });

  test.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'OPTIONS'])('given the method %s, when a page is asked with it, then nothing is done', async (method) => {
    const before = tried.stored();
    const { status, text } = await rawly(`${method} /contrats/${contract}/etapes/abandon`, [`X-CSRF-Token: ${agent.csrf}`, 'Content-Length: 0']);
    expect([method, [200, 204, 400, 403, 404, 405].includes(status), status === 200 && method !== 'OPTIONS', wrongWith({ status, text })]).toEqual([method, true, false, undefined]);
    expect(text).not.toContain(agent.cookie);
    expect(tried.stored()).toEqual(before);
  });

  test('given a GET that claims to be a POST, when it is sent, then it stays a GET', async () => {
    const before = tried.stored();
    const answer = await agent.get(`/contrats/${contract}/etapes/abandon?_method=POST`, { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' });
    expect(await wrongIn(answer, false)).toBeUndefined();
    expect(tried.stored()).toEqual(before);
  });

  test.each(['/../../../../etc/passwd', '/dsfr/../../../package.json', '/dsfr/%2e%2e/%2e%2e/package.json', '/dsfr/..%2f..%2f..%2fpackage.json', '/dsfr/%2e%2e%5c%2e%2e%5cpackage.json', '/app.css/../../src/index.ts', '/app.css%00.png', '//etc/passwd', '/.env', '/.git/config', '/journal.sqlite'])(
    'given the address %s, when a file is looked for, then none of ours is given', async (path) => {
      const { status, text } = await rawly(`GET ${path}`);
      expect([path, [302, 303, 307, 400, 403, 404, 422].includes(status), /root:|"workspaces"|"dependencies"|SQLite format/.test(text)]).toEqual([path, true, false]);
    });

  test.each([['nonsense', 'cpom_24=%00%ff; ='], ['a prototype', '__proto__=1; constructor=2; cpom_24=__proto__'], ['a very long one', `cpom_24=${'a'.repeat(6_000)}`], ['two of them', 'cpom_24=a; cpom_24=b'], ['an object', 'cpom_24=j:{"personId":"x"}']])(
    'given a forged cookie (%s), when a page is asked, then one is a visitor', async (_what, cookie) => {
      const answer = await fetch(`${tried.demo.centre}/contrats`, { headers: { cookie }, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, expect.stringContaining('/connexion')]);
    });

  test('given a header that breaks the line, a length that lies, or two of them, when it is sent, then it is refused at the door', async () => {
    for (const headers of [['Content-Length: 5', 'Content-Length: 6'], ['Transfer-Encoding: chunked', 'Content-Length: 5'], ['X-A: b\u0000c'], ['Content-Length: -1']]) {
      const { status } = await rawly('POST /contrats/nouveau', headers);
      expect([headers, status]).toEqual([headers, 400]);
    }
  });

  test('given somewhere else to go after the sign-in, when it is asked, then one stays here', async () => {
    for (const back of ['//ailleurs.example', 'https://ailleurs.example', '/\\ailleurs.example', 'javascript:alert(1)', '/%0d%0aSet-Cookie:a=b']) {
      const answer = await agent.get(`/connexion?retour=${encodeURIComponent(back)}`);
      const location = answer.headers.get('location') ?? '';
      await answer.text();
      expect([back, /ailleurs|javascript/.test(new URL(location, tried.demo.centre).hostname + new URL(location, tried.demo.centre).protocol), answer.headers.get('set-cookie')?.includes('a=b') ?? false]).toEqual([back, false, false]);
    }
  });
});

describe('another region', () => {
  test('given the ids of Île-de-France, when they are asked in Centre-Val de Loire, then there is nothing there', async () => {
    const other = await visit(tried.demo.paris, /^demo-administrator-dreets/);
    const list = await (await other.get('/contrats')).text();
    const ids = [...new Set([...list.matchAll(/href="(\/contrats\/[\w-]+)"/g)].map(([, href = '']) => href))].filter((href) => !href.endsWith('/nouveau')).slice(0, 3);
    expect(ids.length).toBe(3);
    for (const path of [...ids, ...ids.map((id) => `${id}/impression`), '/campagnes/2025/990001018', '/annuaire/dreets-11', '/annuaire/990001018']) expect([path, (await agent.get(path)).status]).toEqual([path, 404]);
    const session = await fetch(`${tried.demo.paris}/contrats`, { headers: { cookie: agent.cookie }, redirect: 'manual' });
    expect(session.status).toBe(302);
  });
});

describe('settings', () => {
  test.each([
    ['misspelt', { CPOM_INSTANS: '24' }, /CPOM_INSTANS is unknown\. Did you mean CPOM_INSTANCE\?/], ['a port that is none', { PORT: 'eighty' }, /PORT/], ['a region that is none', { CPOM_INSTANCE: '99' }, /CPOM_INSTANCE/],
    ['a time zone that is none', { CPOM_TIME_ZONE: 'Europe/Tours' }, /CPOM_TIME_ZONE/], ['a switch half on', { CPOM_OIDC_PKCE: 'peut-être' }, /CPOM_OIDC_PKCE/], ['a peer without an address', { CPOM_PEERS: '24=Centre' }, /CPOM_PEERS/],
  ])('given a setting that is wrong (%s), when the program starts, then it stops and names it', async (_what, env, named) => {
    const dir = await mkdtemp(join(tmpdir(), 'cpom-settings-'));
    const { code, said } = await refusedStart({ dir, env });
    await rm(dir, { recursive: true, force: true });
    expect([code, said]).toEqual([1, expect.stringMatching(named)]);
    expect(said).not.toMatch(/\bat \S+ \(/);
  }, 30_000);
});
