import type { Rules } from '@cpom/service';
import type { NationalServer } from '@cpom/proto/national/v1/national';

const readers = { roles: ['dgt', 'reader'], services: ['gateway', 'instance'] } as const;

/** Who may call what. All is masked alike: at the nation nobody is a signatory. */
export const access: Rules<NationalServer> = {
  getCoverage: readers,
  listServices: readers,
  listContracts: readers,
  getContract: readers,
  getRegion: readers,
  getCollection: readers,
  listIndicators: readers,
  exploreIndicator: readers,
  listIndicatorValues: readers,
  explainFigure: readers,
  listHeld: readers,
  releaseHeld: { roles: ['dgt'], services: ['instance'] },
};
