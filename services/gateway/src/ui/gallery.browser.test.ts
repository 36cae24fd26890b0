import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { galleryParts } from './gallery.ts';
import { serveGallery } from './gallery/serve.ts';
import type { SavedRows } from './grid/model.ts';

const executablePath = process.platform === 'win32' ? '' : '/usr/bin/chromium';
const here = existsSync(executablePath) ? describe : describe.skip;
const hostile = '"><script>window.ran=1</script><img src=x onerror="window.ran=1">';

interface Posted { readonly path: string; readonly body: URLSearchParams; readonly json: boolean }

here('the gallery in a browser (skipped where /usr/bin/chromium is missing)', () => {
  let browser: Browser;
  const open: Server[] = [];
  const posted: Posted[] = [];

  const serve = async (say?: (text: string) => string): Promise<string> => {
    const { url, server } = await serveGallery((path, body, json) => {
      posted.push({ path, body, json });
      const rows = (body.get('lignes') ?? '').split(',').map((id) => ({ id, state: 'Enregistrée', tone: 'success', messages: [{ tone: 'explain' as const, text: `<b>${body.get(`v.${id}`)}</b>` }], explain: true }));
      return { status: 200, json: { saved: 'Enregistré à 14:33', answered: 35, asked: 46, rows } satisfies SavedRows };
    }, say);
    open.push(server);
    return url;
  };
  const visit = async (address: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })).newPage();
    await page.goto(address);
    return page;
  };

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  });
  afterEach(() => { posted.length = 0; });
  afterAll(async () => {
    await browser.close();
    await Promise.all(open.map((server) => new Promise((done) => { server.close(done); server.closeAllConnections(); })));
  });

  test.each([[1280, 'light'], [390, 'dark']] as const)('%d pixels wide, %s: axe finds nothing, nothing is blocked, nothing is wider than the page', async (width, colorScheme) => {
    const url = await serve();
    for (const part of galleryParts) {
      const page = await visit('about:blank', { viewport: { width, height: 900 }, colorScheme });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(`${url}/${part}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((violation) => [part, violation.id, violation.nodes.map((node) => node.target)])).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.context().close();
    }
  });

  test('the dark theme comes without a script', async () => {
    const page = await visit(await serve(), { colorScheme: 'dark', javaScriptEnabled: false });
    expect(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')).toBe('rgb(22, 22, 22)');
  });

  test('scripts in every text neither run nor become elements', async () => {
    const url = await serve((text) => text + hostile);
    for (const part of galleryParts) {
      const page = await visit(`${url}/${part}`);
      expect(await page.evaluate<string>('`${document.querySelectorAll("[onerror], img").length} ${window.ran}`')).toBe('0 undefined');
      await page.context().close();
    }
  });

  test('in the grid, arrows and Enter move; a changed line is saved alone, and says so', async () => {
    const page = await visit(`${await serve()}/grille`);
    await page.locator('#v-orientes').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('v-mp');
    await page.keyboard.type('13');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('v-t57');
    await page.getByText('Enregistré à 14:33').waitFor();
    expect([posted.length, posted[0]?.json, posted[0]?.body.get('v.mp'), posted[0]?.body.has('v.t57')]).toEqual([1, true, '13', false]);
    expect(await page.locator('#m-mp').innerText()).toBe('À expliquer : <b>13</b>');
    expect(await page.locator('[data-progress]').innerText()).toContain('35 sur 46');
  });

  test('a block pasted from a spreadsheet fills the cells, by name where it has names', async () => {
    const page = await visit(`${await serve()}/grille`);
    const paste = (text: string): Promise<void> => page.evaluate<void>(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', ${JSON.stringify(text)});
      document.getElementById('v-mp').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    })()`);
    await paste('1\r\n\r\nn.r.\r\n');
    await page.getByText('2 valeurs collées, 1 ligne laissée de côté').waitFor();
    expect(await page.locator('#v-mp').inputValue()).toBe('1');
    expect(await page.locator('[name="c.essais"]').inputValue()).toBe('missing');
    await paste('Visites de mi-carriere\t4 200\nInconnu\t7\n');
    await page.getByText('1 valeur collée, 1 ligne laissée de côté').waitFor();
    expect(await page.locator('#v-visites').inputValue()).toBe('4 200');
    expect(new Set(posted.map(({ body }) => body.get('_cause'))).size).toBe(posted.length);
  });

  test('« ligne suivante à remplir » jumps to the next empty line', async () => {
    const page = await visit(`${await serve()}/grille`);
    await page.getByText('Ligne suivante à remplir').click();
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('v-essais');
  });

  test('without a script, the grid is one form, and « Reprendre » sends its line', async () => {
    const page = await visit(`${await serve()}/grille`, { javaScriptEnabled: false });
    await page.locator('#v-mp').fill('13');
    await page.getByRole('button', { name: 'Reprendre 52' }).click();
    expect(posted.map(({ body, json }) => [body.get('v.mp'), body.get('v.t57'), body.get('reprendre'), json])).toEqual([['13', '12', 'essais', false]]);
  });

  test('an explanation opens on focus, without a script', async () => {
    const page = await visit(await serve(), { javaScriptEnabled: false });
    const tip = page.locator('.app-tip--masked').first();
    await tip.focus();
    expect((await tip.locator('.app-tip__text').boundingBox())?.height).toBeGreaterThan(20);
  });
});
