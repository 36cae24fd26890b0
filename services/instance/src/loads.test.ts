import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';

// Each module that Node loads, by the package or the workspace that it belongs to; a service's settings are a file without the service behind it.
const told = `
  import { registerHooks } from 'node:module';
  const seen = new Set();
  registerHooks({ load(url, context, next) {
    const inside = /node_modules\\/((?:@[^/]+\\/)?[^/]+)(?!.*node_modules)/.exec(url) ?? /((?:services|libs)\\/[^/]+)\\/src\\/(?!config\\.ts$)/.exec(url);
    if (inside) seen.add(inside[1]);
    return next(url, context);
  } });
  for (const module of process.argv.slice(1)) await import(module);
  console.log(JSON.stringify([...seen]));
`;

/** What a process holds that loads these modules and no other. */
function loadedBy(...modules: readonly string[]): readonly string[] {
  const urls = modules.map((module) => new URL(module, import.meta.url).href);
  const { stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', told, ...urls], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

const others = (service: string): string[] => ['directory', 'contracts', 'indicators', 'gate', 'gateway', 'collector', 'national'].filter((one) => one !== service).map((one) => `services/${one}`);
/** Only a demonstration signs certificates and stands in for the sign-in; a workbook or a YAML file is read a few times a year. */
const seldom = ['oidc-provider', '@peculiar/x509', 'exceljs', 'yaml', 'nodemailer'];

describe('what a process carries', () => {
  test.each(['directory', 'contracts', 'indicators', 'gate', 'collector', 'national', 'gateway'])('given a process of %s alone, then it holds neither the other services nor what is seldom needed', (service) => {
    const loaded = loadedBy('single.ts', `../../${service}/src/index.ts`);
    expect(loaded).toEqual(expect.arrayContaining(['services/instance', `services/${service}`, 'libs/service']));
    expect(loaded.filter((one) => [...others(service), ...seldom].includes(one))).toEqual([]);
  });
});
