import { join } from 'node:path';
import { startDemoProvider } from '@cpom/gateway/demo-provider';
import { createHealth, createLog, openHealthDoor, SettingsError } from '@cpom/service';
import { demoAccounts } from '../demo/directory/accounts.ts';
import { clientOf, demoSite } from '../demo/plan.ts';
import type { InstanceSettings } from '../settings.ts';
import { clientSecrets } from './hand-out.ts';
import { openOuterDoor } from './outer-door.ts';

/** `24=http://127.0.0.1:8081`: whose gateway sends its people here, and where they go back to. */
function siteOf(text: string, dir: string): ReturnType<typeof demoSite> {
  const [, code = '', port = ''] = /^(\w+)=http:\/\/127\.0\.0\.1:(\d+)$/.exec(text) ?? [];
  if (code === '') throw new SettingsError([`${text}: not <instance>=http://127.0.0.1:<port>`]);
  return demoSite(code, Number(port), dir);
}

/** Starts the stand-in for the sign-in on PORT; on CPOM_LISTEN too where it is set; with a health door where that is. */
export async function startProvider(settings: InstanceSettings, given: readonly string[]): Promise<{ readonly issuer: string; stop(): Promise<void> }> {
  const { DATA_DIR: dir, PORT: port, CPOM_KEYS_DIR: keys = '', CPOM_LISTEN: listen, CPOM_HEALTH_LISTEN: healthListen } = settings;
  const sites = given.map((text) => siteOf(text, dir));
  const secrets = await clientSecrets(keys);
  const health = createHealth(createLog('provider/health', settings.CPOM_LOG_LEVEL));
  const door = healthListen ? await openHealthDoor(healthListen, health) : undefined;
  const provider = await startDemoProvider({
    port, dir: join(dir, 'provider'), accounts: sites.flatMap(({ info }) => demoAccounts(info.code)), clients: sites.map((site) => clientOf(site, secrets[site.info.code])),
  });
  health.watch('provider', async () => { if (!(await fetch(`${provider.issuer}/.well-known/openid-configuration`)).ok) throw new Error('it does not answer'); });
  const outer = listen ? await openOuterDoor(listen, Number(new URL(provider.issuer).port)) : undefined;
  health.started();
  return { issuer: provider.issuer, stop: async () => { await Promise.all([outer?.stop(), provider.stop(), door?.stop()]); } };
}
