import { catalogueOf, catalogueSteps } from './france/catalogue.ts';
import { contractDuring, contractsOf, contractSteps } from './france/contracts.ts';
import { directorySteps } from './france/directory.ts';
import type { Line, Step } from './france/plan.ts';
import { submissionSteps } from './france/submissions.ts';
import { servicesOf, type FranceOptions } from './france/territory.ts';

export type { Act, Line, Step } from './france/plan.ts';
export { largestRegion, lastDay, servicesByRegion, servicesOf, type FranceOptions, type PlannedService } from './france/territory.ts';

/**
 * What everybody asks of the platform in one region, in the order of time: fictitious, plausible, the same for the same seed whatever the
 * other regions are. `core`: the national indicators, what includes before what is included.
 */
export function planOfRegion(options: FranceOptions, core: readonly Line[], region: string): readonly Step[] {
  const catalogue = catalogueOf(options, core, region);
  const steps = [...directorySteps(options, region), ...catalogueSteps(options, core, region)];
  for (const service of servicesOf(options, region)) {
    const contracts = contractsOf(options, service);
    for (const step of contractSteps(options, service, catalogue)) steps.push(step);
    for (const step of submissionSteps(options, service, catalogue, (year) => contractDuring(contracts, year))) steps.push(step);
  }
  return steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
