import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedFiles } from '@cpom/platform';
import type { RequestHandler } from 'express';
import type { TestBrowser } from '../signin/browser.fixture.ts';
import { startInstance, tokenOf, type TestInstance } from '../signin/instance.fixture.ts';
import { safeFileName, storeUpload } from './uploads.ts';

const dir = mkdtempSync(join(tmpdir(), 'uploads-'));
let instance: TestInstance;
let browser: TestBrowser;
let reached: () => void = () => undefined;
let failed: (error: unknown) => void = () => undefined;

beforeAll(async () => {
  const files = await openEmbeddedFiles({ dir });
  const receive: RequestHandler = async (req, res, next) => {
    if (req.path !== '/documents') return next();
    reached();
    try {
      const first = await storeUpload(res, files, 'document', 200_000);
      const names = [first.name];
      for (let { another = false } = first; another;) {
        const next = await storeUpload(res, files, 'document', 200_000);
        names.push(next.name);
        another = next.another === true;
      }
      res.json({ ...first, names, fields: req.body });
    } catch (error) {
      failed(error);
      throw error;
    }
  };
  instance = await startInstance({ routes: [receive] });
  browser = await instance.signedIn();
});
afterAll(async () => {
  await instance?.stop();
  await rm(dir, { recursive: true, force: true });
});

const kept = async (): Promise<string[]> =>
  (await readdir(dir, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map(({ name }) => name);

async function upload(name: string, content: string | Uint8Array, token?: string): Promise<Response> {
  const form = new FormData();
  form.set('_csrf', token ?? (await tokenOf(browser, instance.origin)));
  form.set('titre', 'Avis du CRPST');
  form.set('document', new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type: 'application/pdf' }), name);
  return browser.send(`${instance.origin}/documents`, { method: 'POST', body: form });
}

const pdf = `%PDF-1.7\n${'x'.repeat(1000)}\n%%EOF\n`;
const zip = (first: string, ...entries: string[]): string => `PK\u0003\u0004${'\0'.repeat(26)}${first}${'.'.repeat(200)}${entries.join('')}PK\u0005\u0006`;

test('a PDF is kept, with the other fields of its form', async () => {
  const response = await upload('../../Avis « été ».pdf', pdf);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    size: pdf.length, name: 'Avis « été ».pdf', mediaType: 'application/pdf', fields: { titre: 'Avis du CRPST' },
  });
  expect(await kept()).toHaveLength(1);
});

test.each([
  ['a.odt', zip('mimetypeapplication/vnd.oasis.opendocument.text', 'content.xml')],
  ['a.docx', zip('[Content_Types].xml', 'word/document.xml')],
  ['a.XLSX', zip('[Content_Types].xml', 'xl/workbook.xml')],
  ['a.png', Buffer.from('\u0089PNG\r\n\u001a\n....IEND', 'latin1')],
  ['a.jpeg', Buffer.from('\u00ff\u00d8\u00ff\u00e0....\u00ff\u00d9', 'latin1')],
])('%s is kept', async (name, content) => expect((await upload(name, content)).status).toBe(200));

test('several files of one form are kept one after the other; one that is refused ends it', async () => {
  const send = async (...contents: readonly string[]): Promise<Response> => {
    const form = new FormData();
    form.set('_csrf', await tokenOf(browser, instance.origin));
    for (const [index, content] of contents.entries()) form.append('document', new Blob([content]), `piece-${index}.pdf`);
    return browser.send(`${instance.origin}/documents`, { method: 'POST', body: form });
  };
  const long = `%PDF-1.7\n${'y'.repeat(150_000)}\n%%EOF\n`;
  expect(await (await send(pdf, long, `${pdf}autre%%EOF`)).json()).toMatchObject({ names: ['piece-0.pdf', 'piece-1.pdf', 'piece-2.pdf'] });
  const before = await kept();
  const refused = await send(`${pdf}quatre%%EOF`, 'x'.repeat(150_000), `${pdf}six%%EOF`);
  expect([refused.status, (await kept()).length]).toEqual([422, before.length + 1]);
});

describe('refused in French, and nothing is kept', () => {
  test.each([
    ['a PDF that is not one', 'a.pdf', `<html>${'x'.repeat(1000)}`, /n'est pas un document PDF lisible/],
    ['a short PDF that is not one', 'a.pdf', 'x', /n'est pas un document PDF lisible/],
    ['an empty PDF', 'a.pdf', '', /n'est pas un document PDF lisible/],
    ['a PDF cut off', 'a.pdf', `%PDF-1.7\n${'x'.repeat(1000)}`, /n'est pas un document PDF lisible/],
    ['a spreadsheet called a text', 'a.docx', zip('[Content_Types].xml', 'xl/workbook.xml'), /DOCX/],
    ['a text with macros', 'a.docx', zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'), /DOCX/],
    ['a web page', 'a.html', '<html>', /Ce type de fichier n’est pas admis/],
    ['a program', 'a.pdf.exe', pdf, /Ce type de fichier n’est pas admis/],
    ['no file', '', '', /Choisissez un fichier/],
  ])('%s', async (_what, name, content, words) => {
    const before = await kept();
    const response = await upload(name, content);
    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(words);
    expect(await kept()).toEqual(before);
  });

  test('a file over the limit', async () => {
    const before = await kept();
    const response = await upload('a.pdf', `${pdf}${'x'.repeat(5_000_000)}%%EOF`);
    expect(response.status).toBe(413);
    expect(await kept()).toEqual(before);
  });

  test('a file without the right token', async () => {
    const before = await kept();
    expect((await upload('a.pdf', `%PDF-${'y'.repeat(3_000_000)}%%EOF`, 'wrong')).status).toBe(403);
    expect(await kept()).toEqual(before);
  });

  test('a form with a file that cannot be read', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b', 'x-csrf-token': await tokenOf(browser, instance.origin) };
    for (const body of ['--b\r\nbroken', '', 'x'.repeat(100_000)]) {
      expect((await browser.send(`${instance.origin}/documents`, { method: 'POST', body, headers })).status).toBe(422);
    }
    const none = { ...headers, 'content-type': 'multipart/form-data' };
    expect((await browser.send(`${instance.origin}/documents`, { method: 'POST', body: 'x', headers: none })).status).toBe(422);
  });

  test('a sender that goes away in the middle', async () => {
    const before = await kept();
    const { hostname, port, host } = new URL(instance.origin);
    const part = (name: string): string => `--b\r\nContent-Disposition: form-data; name="${name}"`;
    const body = `${part('_csrf')}\r\n\r\n${await tokenOf(browser, instance.origin)}\r\n${part('document')}; filename="a.pdf"\r\n\r\n%PDF-${'x'.repeat(1000)}`;
    const arrived = new Promise<void>((resolve) => { reached = resolve; });
    const socket = connect(Number(port), hostname);
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
    socket.write(`POST /documents HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 99999\r\n\r\n${body}`);
    const failure = new Promise((resolve) => { failed = resolve; });
    await arrived;
    socket.destroy();
    expect(await failure).toMatchObject({ code: 'invalid' });
    expect(await kept()).toEqual(before);
  });
});

test('the connection goes on after a refusal: the next upload passes', async () => {
  await upload('a.pdf', 'x'.repeat(150_000));
  expect((await upload('a.pdf', pdf)).status).toBe(200);
});

test.each([
  ['..\\..\\a.pdf', 'a.pdf'],
  ['/etc/passwd', 'passwd'],
  ['.htaccess', 'htaccess'],
  ['a\u0000b\u202e"<>.pdf', 'ab.pdf'],
  [`${'x'.repeat(300)}.docx`, `${'x'.repeat(145)}.docx`],
])('%j is called %s', (typed, name) => expect(safeFileName(typed)).toBe(name));
