import type { Browser, Page } from 'playwright-core';
import { send, signInAs, type Sight } from './browser.ts';

/** One service's campaign, from the first value to the region's approval, by four people. */
export interface CampaignJob {
  readonly origin: string;
  readonly campaign: string;
  readonly service: string;
  readonly fund: string;
}

/** The founding grid filled so that no check blocks. */
const values: Readonly<Record<string, number>> = {
  'PDP-B-01': 3, 'PDP-C-01': 40, 'PDP-C-02': 120, 'PDP-C-02a': 60, 'PDP-C-02b': 30, 'PDP-C-03a': 20, 'PDP-C-03b': 15, 'PDP-C-03c': 12, 'PDP-C-03d': 11, 'PDP-C-04': 90, 'PDP-C-04a': 25,
  'TMS-01': 45, 'TMS-01e': 900, 'TMS-02': 30, 'TMS-03': 40, 'TMS-03a': 25, 'TMS-03b': 15, 'TMS-04': 38,
};

async function fillGrid(page: Page): Promise<void> {
  await page.locator('main details').evaluateAll((all) => { for (const one of all) (one as unknown as { open: boolean }).open = true; });
  for (const [code, value] of Object.entries(values)) await page.locator(`[name="v.${code}"]`).fill(String(value));
  for (const area of await page.locator('textarea[name^="n."]').all()) await area.fill('Les actions ont été conduites avec les entreprises volontaires.');
}

const save = async (page: Page): Promise<void> => {
  await page.locator('main').getByRole('button', { name: 'Enregistrer', exact: true }).last().click();
  await page.waitForLoadState();
};

/** What the checks found asks for a word. */
async function explain(page: Page): Promise<void> {
  for (const area of await page.locator('textarea[name^="e."]:visible').all()) await area.fill('Vérifié avec le tableau de suivi du service.');
}

async function press(page: Page, address: string, button: string | RegExp): Promise<void> {
  await page.goto(address);
  await send(page, {}, button);
}

/** Entry by the action lead, submission by the director, checks by the DREETS and the fund, approval by the region. */
export async function reportAndApprove(browser: Browser, { origin, campaign, service, fund }: CampaignJob, sight: Sight): Promise<{ readonly lead: Page; readonly agent: Page }> {
  const address = `${origin}/campagnes/${campaign}/${service}`;
  const lead = await signInAs(browser, origin, `demo-spsti-lead-${service}`, sight);
  await lead.goto(address);
  await fillGrid(lead);
  await save(lead);
  await lead.goto(address);
  await explain(lead);
  await save(lead);

  const director = await signInAs(browser, origin, `demo-spsti-director-${service}`, sight);
  await press(director, `${address}/transmettre`, 'Transmettre');
  const agent = await signInAs(browser, origin, 'demo-dreets-agent-dreets-24', sight);
  await press(agent, `${address}/controle/fin`, 'Terminer mon contrôle');
  const checker = await signInAs(browser, origin, `demo-fund-agent-${fund}`, sight);
  await press(checker, `${address}/controle/fin`, 'Terminer mon contrôle');
  await press(agent, `${address}/approbation`, 'Approuver');
  return { lead, agent };
}
