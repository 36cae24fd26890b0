import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startDemoProcess, type DemoProcess } from '../support/demo-process.ts';
import { openChromium, signInAs, textOf } from './browser.ts';
import { reportAndApprove } from './campaign-job.ts';
import { prepareAndSign } from './contract-job.ts';

const bodies = ['Comité régional de prévention et de santé au travail', 'Agence régionale de santé Centre-Val de Loire'];
const fund = 'carsat-cvl';

let dir: string;
let demo: DemoProcess;
let browser: Browser;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-browser-'));
  [demo, browser] = await Promise.all([startDemoProcess({ dir }), openChromium()]);
}, 180_000);
afterAll(async () => {
  await browser.close();
  expect(await demo.stop()).toBe(0);
  await rm(dir, { recursive: true, force: true });
});

/** « 20 services sur 34 … »: the first figure of the nation's sentence. */
async function covered(javaScript: boolean): Promise<number> {
  const page = await signInAs(browser, demo.nation, 'demo-dgt-dgt', { javaScript });
  const text = await textOf(page);
  await page.context().close();
  return Number(/(\d+) services? sur \d+/.exec(text)?.[1]);
}

/** A SIREN of the demonstration without a contract, and the SIREN of one whose campaign awaits its first value. */
const cases = [
  { how: 'without JavaScript', javaScript: false, uncovered: '990000218', reporting: '990000077', name: 'APST 18' },
  { how: 'with JavaScript', javaScript: true, uncovered: '990000200', reporting: '990000069', name: 'SANTBTP' },
] as const;

describe.each(cases)('the main job by hand, $how', ({ javaScript, uncovered, reporting, name }) => {
  test('given a service without contract, when a DREETS agent prepares one and has it signed, then the nation counts one service more', async () => {
    const before = await covered(javaScript);
    const page = await signInAs(browser, demo.centre, 'demo-dreets-agent-dreets-24', { javaScript });
    const contract = await prepareAndSign(page, { origin: demo.centre, reference: `MAIN-${javaScript ? 'JS' : 'HTML'}`, service: uncovered, fund, bodies }, '20/11/2026');
    expect(await textOf(page)).toContain('En vigueur');
    expect(page.complaints).toEqual([]);
    await page.context().close();

    expect(await covered(javaScript)).toBe(before + 1);
    const nation = await signInAs(browser, demo.nation, 'demo-dgt-dgt', { javaScript });
    await nation.goto(`${demo.nation}/contrats/24/${contract.split('/').at(-1) ?? ''}`);
    expect(await textOf(nation)).toContain('Prévenir la désinsertion professionnelle');
    await nation.context().close();
  }, 240_000);

  test('given an open campaign, when the service reports, both check and the region approves, then the nation reads the figures', async () => {
    const { lead, agent } = await reportAndApprove(browser, { origin: demo.centre, campaign: '2025', service: reporting, fund }, { javaScript });
    expect(await textOf(agent)).toContain('Les valeurs sont approuvées et verrouillées');
    await lead.reload();
    expect(await lead.locator('[name="v.PDP-C-02"]:enabled').count()).toBe(0);
    const nation = await signInAs(browser, demo.nation, 'demo-dgt-dgt', { javaScript });
    await nation.goto(`${demo.nation}/indicateurs/PDP-C-02?periode=2025&region=24`);
    const row = nation.locator('main tr', { hasText: name }).last();
    expect(await row.innerText()).toContain('120');
  }, 240_000);
});

test('given two people in one browser, when each works on another instance, then neither takes the other\'s place', async () => {
  const page = await signInAs(browser, demo.centre, 'demo-dreets-agent-dreets-24');
  const other = await page.context().newPage();
  await other.goto(`${demo.nation}/connexion`);
  await other.locator('button[value="demo-dgt-dgt"]').click();
  await other.waitForURL((url) => url.href.startsWith(demo.nation));
  await page.goto(`${demo.centre}/compte`);
  expect(await textOf(page)).toContain('agent de la DREETS');
  await other.goto(`${demo.nation}/compte`);
  expect(await textOf(other)).toContain('agent de la DGT');
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await other.reload();
  expect(await textOf(other)).toContain('agent de la DGT');
});

test('given a keyboard alone, when a role is looked for and a filter is sent, then everything is reached in order', async () => {
  const page = await signInAs(browser, demo.centre, 'demo-dreets-agent-dreets-24');
  await page.goto(`${demo.centre}/annuaire`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toContain('Contenu');
  await page.keyboard.press('Enter');
  const reached: unknown[] = [];
  for (let tabs = 0; tabs < 12 && reached.at(-1) !== 'q'; tabs += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate('document.activeElement.name ?? document.activeElement.textContent'));
  }
  expect(reached.at(-1)).toBe('q');
  await page.keyboard.type('etape apst');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=/);
  expect(new URL(page.url()).searchParams.get('q')).toBe('etape apst');
});
