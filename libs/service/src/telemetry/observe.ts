import type { Ports } from '@cpom/platform';
import type { ServiceDeps } from '../lifecycle.ts';
import { observedBus } from './bus.ts';
import { observing } from './instruments.ts';
import { observedJournal } from './journal.ts';
import { observeStanding } from './standing.ts';

/**
 * What a service is given, watched: appends, messages, and how it stands. One place for both engines, since it looks at the ports.
 * The same object when nothing watches. Ends when the ports are closed.
 */
export function observed<D extends Pick<ServiceDeps, 'instance' | 'ports'>>(deps: D, service: string): D {
  if (!observing) return deps;
  const of = { 'cpom.instance': deps.instance.code, 'cpom.service': service };
  const groups = new Set<string>();
  const forget = observeStanding(deps.ports, of, groups);
  const ports: Ports = {
    ...deps.ports,
    journal: observedJournal(deps.ports.journal, of),
    bus: observedBus(deps.ports.bus, of, groups),
    close: () => { forget(); return deps.ports.close(); },
  };
  return { ...deps, ports };
}
