// One process of the run: a whole instance on the embedded engine, or one service of it on the distributed one. What it is told is its argument.
import { join } from 'node:path';
import { dayAt, instant } from '@cpom/kernel';
import type { Clock } from '@cpom/platform';
import { readTrust } from '@cpom/service';
import { readKeyring } from '../../services/instance/src/keys.ts';
import { serviceNames } from '../../services/instance/src/services.ts';
import { startInstance, type InstancePlan, type RunningInstance } from '../../services/instance/src/start-instance.ts';
import { aroundBus } from './around-bus.ts';
import type { Asking, Saying, Told } from './told.ts';

const told = JSON.parse(process.argv[2] ?? '{}') as Told;
const say = (saying: Saying): void => { if (process.connected) process.send?.(saying); };
let { delivery } = told;
const nowhere = 'http://127.0.0.1:9';

function clockOf({ info: { timeZone }, clockOff }: Told): Clock {
  const now = () => instant(new Date(Date.now() + clockOff));
  return { now, today: () => dayAt(now(), timeZone) };
}

/** The ground that both engines share. */
function planOf({ info, dir, gateListen, peers }: Told): InstancePlan {
  return {
    info, dir, gateListen, peers, logLevel: 'silent', programVersion: 'faults', clock: clockOf(told),
    indicators: { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 },
    gateway: {
      port: 0, host: '127.0.0.1', origin: nowhere, proxies: 0, shown: { name: info.name, demo: true, brand: 'neutral', version: 'faults' },
      provider: { name: 'nobody', issuer: nowhere, clientId: 'x', clientSecret: 'x', scopes: ['openid'], pkce: true, signingAlg: 'RS256' },
    },
    around: (ports, service) => ({
      ...ports,
      bus: aroundBus(ports.bus, { seed: `${info.code}/${service}`, delivery: () => delivery, outOfOrder: (what) => { say({ outOfOrder: `${info.code}/${service}: ${what}` }); } }),
    }),
  };
}

async function start(): Promise<RunningInstance> {
  const trust = await readTrust(join(told.trust, told.info.code));
  if (!trust) throw new Error(`no certificate for ${told.info.code}`);
  const plan = { ...planOf(told), trust };
  const { apart } = told;
  if (!apart) return startInstance(plan);
  const { service, addresses, keys, namespace, mongoUrl: url, kafkaBrokers: brokers } = apart;
  return startInstance({
    ...plan, engine: { kind: 'distributed', namespace, mongo: { url }, kafka: { brokers } },
    only: { service, addresses: new Map(Object.entries(addresses)), listen: addresses[service] ?? '', keyring: await readKeyring(keys, service) },
  });
}

process.once('disconnect', () => { process.exit(0); });
const running = await start();
process.on('message', (asking: Asking) => {
  if ('deliver' in asking) delivery = asking.deliver;
  if ('caughtUp' in asking) running.caughtUp().then(() => { say({ caughtUp: asking.caughtUp }); }, () => undefined);
  if ('stop' in asking) running.stop().then(() => { process.exit(0); }, () => { process.exit(1); });
});
const names = told.apart ? [told.apart.service] : serviceNames[told.info.kind];
say({ ready: Object.fromEntries(names.map((name) => [name, running.addressOf(name)])) });
