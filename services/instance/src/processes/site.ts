import { serviceNames } from '../services.ts';
import type { RunningInstance } from '../start-instance.ts';
import { startProcess, type ServiceProcess } from './child.ts';
import { handedTo } from './hand-out.ts';
import { loaderIdentity } from './loader.ts';
import { environmentOf, type Common, type SitePlan } from './plan.ts';

/** Starts the services of one instance, each in its process, at the same time: they find each other when they need to. */
export async function startSite(plan: SitePlan, common: Common, onEnd: (name: string) => void): Promise<RunningInstance & { readonly processes: readonly ServiceProcess[] }> {
  const { info } = plan.site;
  const outcomes = await Promise.allSettled(serviceNames[info.kind].map((service) =>
    startProcess({ name: `${info.code}/${service}`, environment: environmentOf(service, plan, common), onEnd })));
  const processes = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async (): Promise<void> => { await Promise.all(processes.map((one) => one.stop())); };
  for (const outcome of outcomes) if (outcome.status === 'rejected') { await stop(); throw outcome.reason; }
  return {
    info, processes, stop, identity: await loaderIdentity(handedTo(common.keys, info.code, 'loader'), info.code),
    addressOf: (service) => plan.addresses.get(service) ?? '',
    caughtUp: async () => { for (const one of processes) await one.caughtUp(); },
  };
}
