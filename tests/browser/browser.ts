import { chromium, type Browser, type Page } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export const openChromium = (): Promise<Browser> => chromium.launch({ executablePath, args: flags });

export interface Sight {
  readonly javaScript?: boolean;
  readonly width?: number;
  readonly dark?: boolean;
}

/** Opens the site in a browser of its own and signs in as one of the demonstration's accounts. Page errors and refused resources fail the test that looks. */
export async function signInAs(browser: Browser, origin: string, account: string, { javaScript = true, width = 1280, dark = false }: Sight = {}): Promise<Page & { readonly complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'fr-FR', javaScriptEnabled: javaScript, colorScheme: dark ? 'dark' : 'light' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => { if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text()); });
  await page.goto(`${origin}/connexion`);
  await page.locator(`button[value="${account}"]`).click();
  await page.waitForURL((url) => url.href.startsWith(origin));
  return Object.assign(page, { complaints });
}

/** A value for each field, by its name: texts, the option of a list, boxes and radios by their value. */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

async function fillOne(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`main form[method="post"] [name="${name}"]`).first();
  const kind = await field.evaluate((element) => (element as unknown as { type: string }).type);
  if (kind === 'select-one') await field.selectOption(value);
  else if (kind === 'radio' || kind === 'checkbox') await page.locator(`main form [name="${name}"][value="${value}"]`).evaluate((element) => { (element as unknown as { click(): void }).click(); });
  else if (kind === 'file') await field.setInputFiles(value);
  else await field.fill(value);
}

/** Fills the form of the page and sends it with its main button. */
export async function send(page: Page, fields: Filled, button: string | RegExp): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) await fillOne(page, name, one);
  }
  await page.locator('main').getByRole('button', { name: button }).last().click();
  await page.waitForLoadState();
}

export const textOf = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
