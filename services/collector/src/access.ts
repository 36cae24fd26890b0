import { type Rules } from '@cpom/service';
import type { CollectorServer } from '@cpom/proto/collector/v1/collector';

const watchers = { roles: ['dgt', 'dreets-agent', 'reader'] as const, services: ['gateway', 'instance', 'national'] };

/** Who may look at the links. */
export const access: Rules<CollectorServer> = { listLinks: watchers, compareState: watchers, listDivergences: watchers };
