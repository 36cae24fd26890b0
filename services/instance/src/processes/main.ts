// The demonstration with every service in a process of its own; scripts/start-distributed.mjs gives it its servers.
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { environment, readSettings, SettingsError } from '@cpom/service';
import { originOf } from '../demo/plan.ts';
import { engineOf } from '../engine-settings.ts';
import { DataInUse, lockData } from '../lock.ts';
import { instanceSettings } from '../settings.ts';
import { ProcessEnded } from './child.ts';
import { startDistributed } from './start.ts';

const say = (sentence: string): void => { process.stdout.write(`${sentence}\n`); };
const made = ['nation', '24', 'provider', 'keys'];

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((arg) => arg !== '--fresh' && arg !== '--people');
  if (unknown.length > 0) throw new SettingsError([`${unknown.join(' ')}: unknown option. There are --fresh (begin again) and --people (only organisations and people)`]);
  const env = environment();
  const settings = readSettings(instanceSettings, { ...env, CPOM_ENGINE: 'distributed' });
  engineOf(settings);
  const dir = resolve(settings.DATA_DIR);
  const release = await lockData(dir);
  if (args.includes('--fresh')) for (const name of made) await rm(resolve(dir, name), { recursive: true, force: true });
  const ending = Promise.withResolvers<string>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { ending.resolve(''); });
  const running = await startDistributed({ settings: { ...settings, DATA_DIR: dir }, environment: env, peopleOnly: args.includes('--people'), say, onEnd: (name) => { ending.resolve(`${name} has ended: the others are stopped.`); } });
  say('\nInstance de démonstration, données fictives. Ouvrez :');
  for (const { info, port } of running.sites) say(`  ${info.name.padEnd(22)} ${originOf(port)}/`);
  say('Connectez-vous avec un des comptes proposés. Ctrl-C arrête tout ; les données restent dans le dossier.\n');
  const reason = await ending.promise;
  await running.stop();
  await release();
  if (reason !== '') throw new ProcessEnded(reason);
}

/** Their message says what to do; where anything else was thrown helps whoever mends it. */
const toldAsItIs: readonly (new (...args: never[]) => Error)[] = [SettingsError, DataInUse, ProcessEnded];

main(process.argv.slice(2)).then(() => { process.exit(0); }, (error: unknown) => {
  process.stderr.write(`${toldAsItIs.some((kind) => error instanceof kind) ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exit(1);
});
