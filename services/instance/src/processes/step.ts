// The steps of a demonstration whose services run apart, each a process: what docker-compose.yml starts beside the services themselves.
import { resolve } from 'node:path';
import { environment, readSettings, SettingsError, systemClock } from '@cpom/service';
import { loadDemo } from '../demo/load.ts';
import { instanceSettings, type InstanceSettings } from '../settings.ts';
import { handOut } from './hand-out.ts';
import { startProvider } from './provider.ts';
import { remoteInstance } from './remote.ts';

const help = `The steps of a demonstration whose services run apart:

  keys FOLDER nation 24 …                       makes keys and certificates, a folder for each service; what is there stays
  provider nation=http://127.0.0.1:8080 24=…    the stand-in for the sign-in, on PORT, until it is told to end
  load [--people]                               fills CPOM_INSTANCE, whose services are at CPOM_ADDRESSES, once; --people: only organisations and people
`;

const say = (sentence: string): void => { process.stdout.write(`${sentence}\n`); };

async function keys([folder, ...codes]: readonly string[]): Promise<void> {
  if (folder === undefined || codes.length === 0) throw new SettingsError([help]);
  await handOut(resolve(folder), codes);
  say(`Clés et certificats : ${codes.join(', ')}.`);
}

async function provider(settings: InstanceSettings, given: readonly string[]): Promise<void> {
  const ending = Promise.withResolvers<undefined>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { ending.resolve(undefined); });
  const running = await startProvider(settings, given);
  say(`Service d’identification de démonstration : ${running.issuer}/`);
  await ending.promise;
  await running.stop();
}

async function load(settings: InstanceSettings, args: readonly string[]): Promise<void> {
  const { CPOM_INSTANCE: code, CPOM_TIME_ZONE: zone, DATA_DIR: dir, CPOM_ORIGIN: origin = '' } = settings;
  if (code === undefined) throw new SettingsError(['CPOM_INSTANCE is needed: whose data?']);
  const [instance, began] = [await remoteInstance(settings, code), performance.now()];
  try {
    const done = await loadDemo(instance, { dir: resolve(dir), today: systemClock(zone).today(), peopleOnly: args.includes('--people') });
    say(`${instance.info.name} : ${done ? `données chargées en ${Math.round((performance.now() - began) / 1_000)} s` : 'les données y sont déjà'}. ${origin === '' ? '' : `Ouvrez ${origin}/`}`);
  } finally {
    await instance.stop();
  }
}

async function main([step, ...args]: readonly string[]): Promise<void> {
  const settings = readSettings(instanceSettings, environment());
  if (step === 'keys') return keys(args);
  if (step === 'provider') return provider(settings, args);
  if (step === 'load') return load(settings, args);
  throw new SettingsError([help]);
}

main(process.argv.slice(2)).then(() => { process.exit(0); }, (error: unknown) => {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
