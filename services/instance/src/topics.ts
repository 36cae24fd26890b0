import type { InstanceInfo } from '@cpom/service';

/** Every topic of an instance's bus, said or heard by its services: the one list that topics are made from. */
export const topicsOf: Readonly<Record<InstanceInfo['kind'], readonly string[]>> = {
  region: ['directory', 'contracts', 'indicators'],
  // What the regions say to the nation, said again by its collector, beside what the nation says of itself.
  nation: ['directory', 'collector', 'contracts.nation', 'directory.nation', 'indicators.nation'],
};
