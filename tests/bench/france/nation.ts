import { join } from 'node:path';
import type { Day } from '@cpom/kernel';
import { systemClock } from '@cpom/service';
import { originOf } from '../../../services/instance/src/demo/plan.ts';
import { openDistributedHome } from './apart.ts';
import type { FranceData } from './data.ts';
import type { Endings } from './endings.ts';
import type { EngineName } from './engines.ts';
import { openEmbeddedHome, type Home, type Nation } from './home.ts';
import { hostRegions, type Host } from './host.ts';

/** Everything that a measure runs on: the regions here, and where the nation runs. */
export interface Stage extends Pick<Home, 'on' | 'sizes'> {
  readonly engine: EngineName;
  readonly data: FranceData;
  readonly host: Host;
  readonly origin: string;
  readonly today: Day;
  /** Starts the nation; a first time, following nobody, it only makes its keys and its directory. */
  nation(follow: boolean): Promise<Nation>;
  stop(): Promise<void>;
}

/** Opens the stage for one size of France in a working folder. */
export async function openStage(engine: EngineName, data: FranceData, work: string, endings: Endings): Promise<Stage> {
  const home = await (engine === 'distributed' ? openDistributedHome(work, endings) : openEmbeddedHome(work));
  const host = await hostRegions(data, home.trust, join(work, 'regions')).catch(async (error: unknown) => { await home.stop(); throw error; });
  const today = systemClock('Europe/Paris').today();
  return {
    engine, data, host, today, on: home.on, origin: originOf(home.site.port), sizes: () => home.sizes(),
    nation: (follow) => (follow ? home.nation(host.regions.map(({ peer }) => peer)) : home.nation([], today)),
    stop: async () => { await host.stop(); await home.stop(); },
  };
}
