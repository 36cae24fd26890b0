import type { Identity } from '@cpom/service';
import { openKeyring } from '../keyring.ts';
import { readKeyring } from '../keys.ts';
import { serviceNames } from '../services.ts';
import type { RunningInstance } from '../start-instance.ts';
import { startProcess, type ServiceProcess } from './child.ts';
import { environmentOf, keysOf, type Common, type SitePlan } from './plan.ts';

/** Who loads the demonstration's data speaks as the instance itself, and, like the gateway, for its people: it made all the keys. */
async function loaderIdentity(dir: string, code: string): Promise<Identity> {
  const as = async (self: string): Promise<Identity> => openKeyring(await readKeyring(keysOf(dir, code), self), code, Date.now);
  const [own, gateway] = [await as('instance'), await as('gateway')];
  return { verify: own.verify, sign: (caller, readAt) => (caller.kind === 'person' ? gateway : own).sign(caller, readAt) };
}

/** Starts the services of one instance, each in its process, at the same time: they find each other when they need to. */
export async function startSite(plan: SitePlan, common: Common, onEnd: (name: string) => void): Promise<RunningInstance & { readonly processes: readonly ServiceProcess[] }> {
  const { info } = plan.site;
  const outcomes = await Promise.allSettled(serviceNames[info.kind].map((service) =>
    startProcess({ name: `${info.code}/${service}`, environment: environmentOf(service, plan, common), onEnd })));
  const processes = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async (): Promise<void> => { await Promise.all(processes.map((one) => one.stop())); };
  for (const outcome of outcomes) if (outcome.status === 'rejected') { await stop(); throw outcome.reason; }
  return {
    info, processes, stop, identity: await loaderIdentity(common.dir, info.code),
    addressOf: (service) => plan.addresses.get(service) ?? '',
    caughtUp: async () => { for (const one of processes) await one.caughtUp(); },
  };
}
