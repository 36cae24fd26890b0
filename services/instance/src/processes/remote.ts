import { createLog, type InstanceInfo } from '@cpom/service';
import { openEngine } from '../engine.ts';
import { engineOf } from '../engine-settings.ts';
import type { InstanceSettings } from '../settings.ts';
import { infoOf } from '../single.ts';
import type { RunningInstance } from '../start-instance.ts';
import { loaderIdentity } from './loader.ts';
import { untilStill, type Storages } from './still.ts';

/** The services that the demonstration's data are written to. */
const written: Readonly<Record<InstanceInfo['kind'], readonly string[]>> = {
  region: ['directory', 'contracts', 'indicators'],
  nation: ['directory'],
};

/** An instance whose services run elsewhere, each where the settings say; its storage is opened here to see how far they are. */
export async function remoteInstance(settings: InstanceSettings, code: string): Promise<RunningInstance> {
  const info = infoOf(settings, code);
  const identity = await loaderIdentity(settings.CPOM_KEYS_DIR ?? '', code);
  const engine = await openEngine(engineOf(settings), { info, dir: settings.DATA_DIR, log: createLog(`${code}/loader`, settings.CPOM_LOG_LEVEL) });
  const opened = await Promise.all(written[info.kind].map(async (service) => [service, await engine.portsOf(service)] as const));
  const storages: Storages = new Map(opened);
  return {
    info, identity,
    addressOf: (service) => settings.CPOM_ADDRESSES.get(service) ?? '',
    caughtUp: () => untilStill(info.kind, storages),
    stop: async () => {
      for (const [, ports] of opened) await ports.close();
      await engine.close();
    },
  };
}
