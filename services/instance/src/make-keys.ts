// `npm run keys -- DIR`: one pair of keys for each service of an instance, for services that run apart.
import { SettingsError } from '@cpom/service';
import { makeKeys } from './keys.ts';
import { serviceNames } from './services.ts';

const every = [...new Set([...Object.values(serviceNames).flat(), 'instance'])];

async function main([dir, ...more]: readonly string[]): Promise<void> {
  if (dir === undefined || dir.startsWith('-') || more.length > 0) throw new SettingsError(['npm run keys -- FOLDER   (what is there stays; give each service the public keys, and its own private one)']);
  const made = await makeKeys(dir, every);
  process.stdout.write(made.length > 0 ? `${dir}: keys made for ${made.join(', ')}\n` : `${dir}: every service has its keys\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
