import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startDemoProcess, type DemoProcess } from '../support/demo-process.ts';
import { openChromium, signInAs, textOf } from './browser.ts';
import { draftWithDocument } from './draft.ts';

let dir: string;
let demo: DemoProcess;
let browser: Browser;
let draft = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-keyboard-'));
  [demo, browser] = await Promise.all([startDemoProcess({ dir }), openChromium()]);
  draft = await draftWithDocument(demo.centre);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await demo.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Gives every control of the page that can be reached a number, in the order of the page; of a group of radio buttons, one. */
const numbering = `(() => {
  const groups = new Set();
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((one) => {
    if (one.disabled || one.type === 'hidden' || one.getAttribute('tabindex') === '-1' || !one.checkVisibility({ checkVisibilityCSS: true })) return false;
    if (one.type !== 'radio') return true;
    const group = [...document.getElementsByName(one.name)];
    const stop = group.find((radio) => radio.checked) ?? group[0];
    return stop === one && !groups.has(one.name) && groups.add(one.name);
  });
  all.forEach((one, at) => one.setAttribute('data-tab', String(at)));
  return all.length;
})()`;

interface Focus { readonly at: number; readonly isVisible: boolean; readonly isSeen: boolean; readonly what: string }

/** Where the focus is, whether it shows, and whether it is on the screen. */
const focus = `(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return undefined;
  const shows = (element) => { const style = getComputedStyle(element); return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'; };
  const label = one.labels?.[0];
  const box = one.getBoundingClientRect();
  return {
    at: Number(one.getAttribute('data-tab') ?? -1), what: one.outerHTML.slice(0, 140),
    isVisible: shows(one) || (label ? shows(label) || ['::before', '::after'].some((part) => { const style = getComputedStyle(label, part); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0; }) : false),
    isSeen: box.bottom > 0 && box.top < innerHeight,
  };
})()`;

/** Walks the page by Tab alone; says what is not reached, not in order, or not seen. */
async function walk(page: Page): Promise<{ readonly count: number; readonly wrong: readonly string[] }> {
  const count = Number(await page.evaluate(numbering));
  const [reached, wrong] = [[] as number[], [] as string[]];
  for (let step = 0; step < count + 5; step++) {
    await page.keyboard.press('Tab');
    const now = (await page.evaluate(focus)) as Focus | undefined;
    if (!now) break;
    if (now.at >= 0 && reached.at(-1) === now.at) wrong.push(`a trap: ${now.what}`);
    if (!now.isVisible) wrong.push(`the focus does not show: ${now.what}`);
    if (!now.isSeen) wrong.push(`the focus is off the screen: ${now.what}`);
    if (now.at >= 0) reached.push(now.at);
    if (now.at === count - 1) break;
  }
  const missed = Array.from({ length: count }, (_, at) => at).filter((at) => !reached.includes(at));
  for (const at of missed.slice(0, 5)) wrong.push(`not reached: ${await page.locator(`[data-tab="${at}"]`).evaluate((one) => (one as unknown as { outerHTML: string }).outerHTML.slice(0, 140))}`);
  if (reached.some((at, index) => index > 0 && at < (reached[index - 1] ?? 0))) wrong.push('not in the order of the page');
  return { count, wrong };
}

const forms: readonly { readonly name: string; readonly account: string; readonly path: () => string }[] = [
  { name: 'the entry grid', account: 'demo-spsti-lead-990000028', path: () => '/campagnes/2025/990000028' },
  { name: 'a new contract', account: 'demo-administrator-dreets-24', path: () => '/contrats/nouveau' },
  { name: 'an action sheet', account: 'demo-administrator-dreets-24', path: () => `/contrats/${draft}/fiches/ajouter` },
  { name: 'an invitation', account: 'demo-administrator-dreets-24', path: () => '/membres/inviter' },
  { name: 'checking', account: 'demo-administrator-dreets-24', path: () => '/campagnes/2025/990000036/controle' },
  { name: 'a list and its filters', account: 'demo-administrator-dreets-24', path: () => '/contrats' },
];

describe.each(forms)('$name by keyboard', ({ account, path }) => {
  test.each([1280, 390])('given a screen of %d pixels, when one presses Tab, then every control comes in the order of the page, seen, without a trap', async (width) => {
    const page = await signInAs(browser, demo.centre, account, { width });
    await page.goto(demo.centre + path());
    const { count, wrong } = await walk(page);
    await page.context().close();
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(12);
  }, 180_000);
});

test('given a new contract, when it is filled and sent with keys alone, then it is prepared', async () => {
  const page = await signInAs(browser, demo.centre, 'demo-administrator-dreets-24');
  await page.goto(`${demo.centre}/contrats/nouveau`);
  const reach = async (name: string): Promise<void> => {
    for (let step = 0; step < 120; step++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement?.name')) === name) return;
    }
    throw new Error(`${name} is not reached`);
  };
  await reach('reference');
  await page.keyboard.type('CLAVIER-1');
  await reach('title');
  await page.keyboard.type('Contrat préparé au clavier');
  await reach('shape');
  await page.keyboard.press('Space');
  await reach('services');
  await page.keyboard.press('Space');
  await reach('expiresOn');
  await page.keyboard.type('31/12/2030');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/contrats\/(?!nouveau)/);
  expect(await textOf(page)).toContain('Contrat préparé au clavier');
  await page.context().close();
}, 120_000);
