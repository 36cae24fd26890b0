import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '../..');

/** A volume, a folder of one, or a file of the repository, and where a container has it. */
export interface Mount {
  readonly type?: string;
  readonly source: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly volume?: { readonly subpath?: string; readonly nocopy?: boolean };
}

export type Condition = 'service_healthy' | 'service_completed_successfully' | 'service_started';

/** A container of docker-compose.yml, its anchors resolved. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile?: string };
  readonly command: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly after: ReadonlyMap<string, Condition>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly ports: readonly string[];
  readonly mounts: readonly Mount[];
  readonly networkMode: string;
  readonly readOnly: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

interface Written {
  readonly image: string;
  readonly build?: Container['build'];
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Container['environment'];
  readonly depends_on?: Readonly<Record<string, { readonly condition: Condition }>>;
  readonly healthcheck?: Container['healthcheck'];
  readonly ports?: readonly string[];
  readonly volumes?: readonly (string | Mount)[];
  readonly network_mode?: string;
  readonly read_only?: boolean;
}

function mountOf(written: string | Mount): Mount {
  if (typeof written !== 'string') return written;
  const [source = '', target = '', mode] = written.split(':');
  return { source, target, read_only: mode === 'ro' };
}

const containerOf = ([name, written]: readonly [string, Written]): Container => ({
  name, image: written.image, command: written.command ?? [], environment: written.environment ?? {},
  after: new Map(Object.entries(written.depends_on ?? {}).map(([other, { condition }]) => [other, condition])),
  ports: written.ports ?? [], mounts: (written.volumes ?? []).map(mountOf), networkMode: written.network_mode ?? '', readOnly: written.read_only ?? false,
  settings: { ...written },
  ...(written.build ? { build: written.build } : {}), ...(written.entrypoint ? { entrypoint: written.entrypoint } : {}), ...(written.healthcheck ? { healthcheck: written.healthcheck } : {}),
});

export const composeText = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const written = parse(composeText, { merge: true }) as { readonly services: Readonly<Record<string, Written>>; readonly volumes: Readonly<Record<string, unknown>> };

/** Every container of the file, by its name. */
export const containers: ReadonlyMap<string, Container> = new Map(Object.entries(written.services).map((entry) => [entry[0], containerOf(entry)]));
export const volumes: readonly string[] = Object.keys(written.volumes);

const dockerfile = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8');
/** What the image of our containers runs, and is told, unless the file says otherwise. */
export const image = {
  name: 'cpom:0.1.0',
  command: JSON.parse(/^CMD (\[.+\])$/m.exec(dockerfile)?.[1] ?? '[]') as string[],
  environment: Object.fromEntries([...(/^ENV (.+)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\S+?)=(\S*)/g)].map(([, name = '', value = '']) => [name, value.replace(/\$\{\w+\}/, '')])),
} as const;

export const isOurs = (container: Container): boolean => container.image === image.name;

/** The services of our instances, `24-contracts`, each with what it is. */
export const ofInstances = [...containers.values()].flatMap((container) => {
  const { CPOM_INSTANCE: instance, CPOM_SERVICE: service } = container.environment;
  return instance !== undefined && service !== undefined ? [{ container, instance, service }] : [];
});
