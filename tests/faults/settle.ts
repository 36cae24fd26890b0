import { agree } from './heads.ts';
import { within } from './happened.ts';
import { foreignRegion } from './fleet.ts';
import type { Ground } from './restore.ts';

const readyWithinMs = 60_000;
const agreeWithinMs = 90_000;

/** Waits until every process stands and has handled all, and the nation holds what each region says. What is not so in time is told. */
export async function settle({ fleet, caller, happened }: Ground): Promise<void> {
  const trouble = (what: string): void => { happened.troubles.push(what); };
  const all = [...fleet.processes.values()];
  if (!(await within(readyWithinMs, () => Promise.resolve(all.every((one) => one.isReady()))))) trouble(`not ready again: ${all.filter((one) => !one.isReady()).map(({ name }) => name).join(' ')}`);
  const caughtUp = async (instance: string): Promise<void> => {
    // Twice: what one service heard may have made it speak to another.
    for (let time = 0; time < 2; time += 1) {
      const limit = new Promise<never>((_, reject) => { setTimeout(() => { reject(new Error('not in time')); }, agreeWithinMs).unref(); });
      await Promise.race([Promise.all(fleet.processesOf(instance).map((one) => one.caughtUp())), limit]).catch((error: unknown) => { trouble(`${instance} did not catch up: ${String(error)}`); });
    }
  };
  for (const region of fleet.regions) await caughtUp(region);
  for (const region of [...fleet.regions, foreignRegion]) {
    if (!(await within(agreeWithinMs, () => agree(caller, region)))) trouble(`${region}: gate and collector do not agree within ${agreeWithinMs / 1_000} s`);
  }
  await caughtUp('nation');
}
