import type { Session } from '../session.ts';
import { loadCampaigns } from './campaigns.ts';
import { loadPresentContracts } from './contracts.ts';
import { scenario11 } from './scenario-11.ts';
import { scenario24 } from './scenario-24.ts';
import { readTemplates } from './sheets.ts';
import type { Scenario } from './types.ts';
import type { Around } from '../dates.ts';

const scenarios: Readonly<Record<string, (around: Around) => Scenario>> = { 24: scenario24, 11: scenario11 };

/** Loads the fictitious present of a region; a region without a scenario has none. Contracts first: the campaigns ask what they ask. */
export async function loadPresent(session: Session): Promise<void> {
  const { instance, around } = session;
  const scenario = scenarios[instance.info.code]?.(around);
  if (!scenario) return;
  const telling = { region: instance.info.code, around, bodies: scenario.bodies, templates: await readTemplates() };
  await loadPresentContracts(session, telling, scenario.contracts);
  await instance.caughtUp();
  await loadCampaigns(session, scenario.bodies, scenario.campaigns);
}
