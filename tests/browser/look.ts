import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { visit } from '../support/visitor.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** How wide the page may be seen: a screen of 1280, a smaller one, the first at a zoom of 200 %, a telephone. */
const widths = [{ width: 1280, name: 'a usual screen' }, { width: 1024, name: 'a small screen' }, { width: 640, name: 'a zoom of 200 %' }, { width: 390, name: 'a telephone' }];

const wider = 'document.documentElement.scrollWidth > innerWidth + 1';

/** Looks at pages, one after the other, in one window: opening windows and moving their borders would cost more than the looks. */
export interface Eye {
  open(origin: string, account: string): Promise<void>;
  /** What a machine finds wrong with a page: accessibility, anything wider than the screen, what the browser complains of. */
  look(path: string): Promise<readonly string[]>;
  /** Whether its words can be read against what is behind them, for who prefers the dark: all else is the same as in the light. */
  lookInTheDark(path: string): Promise<readonly string[]>;
  /** Only what the browser complains of: an error, a refused resource, a dialog. */
  complaintsAt(path: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Legacy mode runs in the page itself: no second window is opened for each look, and these pages have no frame. Options come first: they would
 * put the usual rules in the place of those asked for, which the tags of WCAG 2.2 are not all among.
 */
const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).options({ preload: false, resultTypes: ['violations'] }).setLegacyMode(true);

async function violationsOf(builder: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await builder.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`);
}

async function tooWide(page: Page, screen: CDPSession): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { width, name } of widths) {
    await screen.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
    if (await page.evaluate(wider)) found.push(`wider than ${name}`);
  }
  return found;
}

/** Opens a window for all that is looked at with it. */
export async function newEye(browser: Browser): Promise<Eye> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR', colorScheme: 'light' });
  const page = await context.newPage();
  const screen = await context.newCDPSession(page);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' || /Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text()); });
  page.on('dialog', (dialog) => { complaints.push(`a dialog: ${dialog.message()}`); void dialog.dismiss(); });
  let origin = '';
  return {
    open: async (at, account) => {
      origin = at;
      await context.clearCookies();
      const { cookie } = await visit(at, new RegExp(`^${account}$`));
      await context.addCookies(cookie.split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url: at })));
    },
    look: async (path) => {
      complaints.length = 0;
      await screen.send('Emulation.clearDeviceMetricsOverride');
      const answer = await page.goto(origin + path);
      if (answer?.status() !== 200) return [`answered ${answer?.status() ?? 'nothing'}`];
      return [...(await violationsOf(axe(page).withTags(rules))), ...(await tooWide(page, screen)), ...complaints];
    },
    lookInTheDark: async (path) => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(origin + path);
      const found = await violationsOf(axe(page).withRules(['color-contrast']));
      await page.emulateMedia({ colorScheme: 'light' });
      return found.map((one) => `in the dark, ${one}`);
    },
    complaintsAt: async (path) => {
      complaints.length = 0;
      await page.goto(origin + path);
      return [...complaints];
    },
    close: () => context.close(),
  };
}
