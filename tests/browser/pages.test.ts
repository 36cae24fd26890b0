import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { nationRoutes } from '../../services/gateway/src/nation/routes.ts';
import { startDemoProcess, type DemoProcess } from '../support/demo-process.ts';
import { openChromium, signInAs } from './browser.ts';

let dir: string;
let demo: DemoProcess;
let browser: Browser;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-pages-'));
  [demo, browser] = await Promise.all([startDemoProcess({ dir }), openChromium()]);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await demo.stop();
  await rm(dir, { recursive: true, force: true });
});

const isFile = /\.(?:csv|json|xlsx|yaml)$/;

type Shape = { readonly path: string; readonly pattern: RegExp };
/** The pages among the addresses: no file, no API. Fixed words are recognised before parameters, as the router does. */
const shapesOf = (routes: readonly { readonly method: string; readonly path: string }[]): readonly Shape[] =>
  [...routes, ...['/mentions-legales', '/accessibilite', '/donnees-personnelles'].map((path) => ({ method: 'get', path }))]
    .filter(({ method, path }) => method === 'get' && !path.startsWith('/api/') && !isFile.test(path) && !path.endsWith('/documents/:document'))
    .map(({ path }) => ({ path, pattern: new RegExp(`^${path.replace(/:[a-z]+/gi, '[^/]+')}$`) }));

const cases = [
  { who: 'the DGT', site: 'nation', account: 'demo-administrator-dgt', shapes: shapesOf(nationRoutes), atLeast: 15 },
] as const;

interface Finding {
  readonly page: string;
  readonly findings: readonly string[];
}

async function look(page: Page, path: string): Promise<Finding> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']).analyze();
  await page.setViewportSize({ width: 390, height: 800 });
  const tooWide = Boolean(await page.evaluate('document.documentElement.scrollWidth > innerWidth + 1'));
  await page.setViewportSize({ width: 1280, height: 900 });
  return { page: path, findings: [...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`), ...(tooWide ? ['wider than a narrow screen'] : [])] };
}

/** A page that this role may not open is tried so often, with other ids. */
const mostTries = 2;

/** From the home page along every link: one page of each shape is looked at. */
async function walk(page: Page, origin: string, shapes: readonly Shape[]): Promise<{ readonly seen: ReadonlySet<string>; readonly findings: readonly Finding[] }> {
  const [seen, queue, findings, tries] = [new Set<string>(), ['/'], [] as Finding[], new Map<string, number>()];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const at = new URL(path, origin).pathname;
    const shape = shapes.find(({ pattern }) => pattern.test(at));
    if (!shape || seen.has(shape.path) || isFile.test(at) || (tries.get(shape.path) ?? 0) >= mostTries) continue;
    const answer = await page.goto(origin + path);
    tries.set(shape.path, (tries.get(shape.path) ?? 0) + 1);
    if (answer?.status() !== 200) continue;
    seen.add(shape.path);
    const found = await look(page, path);
    if (found.findings.length > 0) findings.push(found);
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((one) => (one as unknown as { getAttribute(name: string): string | null }).getAttribute('href') ?? ''));
    queue.push(...links.filter((href) => !href.startsWith('/connexion')));
  }
  return { seen, findings };
}

describe.each(cases)('the pages of $who', ({ site, account, shapes, atLeast }) => {
  test('given every page within reach, when it is looked at by a machine, wide and narrow, then nothing is found', async () => {
    const origin = demo[site];
    const page = await signInAs(browser, origin, account);
    const { seen, findings } = await walk(page, origin, shapes);
    expect(findings).toEqual([]);
    expect(page.complaints).toEqual([]);
    expect(seen.size).toBeGreaterThanOrEqual(atLeast);
  }, 400_000);
});
