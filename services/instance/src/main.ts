import { rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createHealth, createLog, environment, flushTelemetry, openHealthDoor, readSettings, SettingsError, type Health } from '@cpom/service';
import { originOf } from './demo/plan.ts';
import { DataInUse, lockData } from './lock.ts';
import { answerParent } from './parent.ts';
import { instanceSettings, type InstanceSettings } from './settings.ts';
import { startSingle } from './single.ts';

const help = `CPOM: steering of the multi-year contracts of occupational-health services.

  npm start                the demonstration: the nation and two regions in one process
  npm start -- --fresh     the same, its data made anew
  npm start -- --help      this text

PORT (8080) is the nation's; the regions and the stand-in sign-in take the next three. DATA_DIR (data) holds all that is kept.
With CPOM_INSTANCE set to a region's COG code or to "nation", one real instance is started: see README.md.
`;

const say = (sentence: string): void => { process.stdout.write(`${sentence}\n`); };
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

/** What runs in this process, told to who started it. */
interface Started {
  readonly address: string;
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

async function start(settings: InstanceSettings, health: Health): Promise<Started> {
  if (settings.CPOM_INSTANCE !== undefined) {
    const instance = await startSingle(settings, settings.CPOM_INSTANCE, version, health);
    const { CPOM_SERVICE: service } = settings;
    const address = instance.addressOf(service ?? 'gateway');
    say(service === undefined ? `${instance.info.name} : http://${address}/` : `${instance.info.name}, ${service} : ${address}`);
    return { ...instance, address };
  }
  // A real instance does without the demonstration and its stand-in for the sign-in.
  const { startDemo } = await import('./demo/start.ts');
  const demo = await startDemo({ settings, programVersion: version, say, health });
  say('\nInstance de démonstration, données fictives. Ouvrez :');
  for (const { info, port } of demo.sites) say(`  ${info.name.padEnd(22)} ${originOf(port)}/`);
  say('Connectez-vous avec un des comptes proposés. Ctrl-C arrête tout ; les données restent dans le dossier.\n');
  const caughtUp = async (): Promise<void> => { for (const instance of demo.instances) await instance.caughtUp(); };
  return { address: originOf(demo.sites[0]?.port ?? 0), caughtUp, stop: () => demo.stop() };
}

/** Faults of the distributed engine that say what to look at; by name, for the engine is loaded only where it is used. */
const told: ReadonlySet<string> = new Set(['BrokersAway', 'TopicRefused']);

/** What a person can mend is told in one line, without a stack. */
function explain(error: unknown): string {
  if (error instanceof SettingsError || error instanceof DataInUse || (error instanceof Error && told.has(error.name))) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port ?? ''} is in use: stop what listens there, or set PORT to another (it takes four in a row).`;
  if (code === 'EACCES' && port !== undefined) return `Port ${port} may not be used by this account: set PORT to another.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) { say(help); return; }
  const unknown = args.filter((arg) => arg !== '--fresh');
  if (unknown.length > 0) throw new SettingsError([`${unknown.join(' ')}: unknown option. See npm start -- --help`]);
  const settings = readSettings(instanceSettings, environment());
  // On the distributed engine nothing is kept in the folder, and several processes are told the same.
  const release = settings.CPOM_ENGINE === 'embedded' ? await lockData(resolve(settings.DATA_DIR)) : () => Promise.resolve();
  if (args.includes('--fresh')) await empty(resolve(settings.DATA_DIR));
  const health = createHealth(createLog('health', settings.CPOM_LOG_LEVEL));
  const door = settings.CPOM_HEALTH_LISTEN ? await openHealthDoor(settings.CPOM_HEALTH_LISTEN, health) : undefined;
  const running = await start(settings, health).catch(async (error: unknown) => { await release(); throw error; });
  health.started();
  const end = (): void => {
    process.off('SIGINT', end).off('SIGTERM', end);
    health.stopping();
    running.stop().then(release).then(() => Promise.all([door?.stop(), flushTelemetry()])).then(() => { process.exit(0); }, (error: unknown) => { process.stderr.write(`${explain(error)}\n`); process.exit(1); });
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  answerParent(running.address, () => running.caughtUp(), end);
}

/** Deletes what the program made, and nothing else that may lie in the folder. */
async function empty(dir: string): Promise<void> {
  for (const name of ['nation', '24', '11', 'provider', 'trust']) await rm(resolve(dir, name), { recursive: true, force: true });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
