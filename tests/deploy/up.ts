import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '@cpom/service';
import { containers, image, root, type Container } from './compose.ts';

/** What stands for what a container would have: another address for each of its own, another folder for each of its mounts. */
export interface Ground {
  readonly dir: string;
  /** The server of the engine, and a name before all that is made in it. */
  readonly replaced: Readonly<Record<string, string>>;
  /** host:port as this machine has it, of a port in the network of a container. */
  portOf(container: string, port: number): number;
}

const networkOf = (name: string): string => /^service:(.+)$/.exec(containers.get(name)?.networkMode ?? '')?.[1] ?? name;

export async function openGround(dir: string, replaced: Readonly<Record<string, string>>): Promise<Ground> {
  const [free, given] = [await freePorts(60), new Map<string, number>()];
  return {
    dir, replaced,
    portOf: (container, port) => {
      const key = `${networkOf(container)}:${port}`;
      const found = given.get(key) ?? free.pop() ?? 0;
      given.set(key, found);
      return found;
    },
  };
}

/** Every address and every folder in a text, as this machine has them. */
function translated({ name, mounts }: Container, { dir, portOf }: Ground, text: string): string {
  const addressed = text.replaceAll(/(?<![\w.-])([\w.-]+):(\d{2,5})(?!\d)/g, (whole, host: string, port: string) => {
    const owner = /^(127\.0\.0\.1|0\.0\.0\.0)$/.test(host) ? name : host;
    return containers.has(owner) ? `127.0.0.1:${portOf(owner, Number(port))}` : whole;
  });
  return mounts.filter(({ source }) => !source.startsWith('.')).reduce((so, { source, target, volume }) =>
    so.replaceAll(new RegExp(`(?<=^|=)${target}(?=/|$)`, 'g'), join(dir, source, volume?.subpath ?? '')), addressed);
}

function environmentOf(container: Container, ground: Ground): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  const given = Object.entries({ ...image.environment, ...container.environment }).filter(([variable]) => !variable.startsWith('OTEL_'))
    .map(([variable, value]): [string, string] => [variable, variable === 'PORT' ? String(ground.portOf(container.name, Number(value))) : translated(container, ground, value)]);
  return { PATH, HOME, ...Object.fromEntries(given), NODE_COMPILE_CACHE: join(root, '.cache/compile'), ...ground.replaced };
}

/** A container of the file as a process of this machine, with the command, the settings and the health check of the file. */
export interface Started {
  readonly name: string;
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
  answers(): Promise<boolean>;
  /** Says whether its own health check is satisfied. */
  isHealthy(): Promise<boolean>;
}

function run(container: Container, ground: Ground, command: readonly string[], env: Record<string, string>): { readonly child: ChildProcess; readonly ended: Promise<number | null>; said(): string } {
  const [program = '', ...args] = command.map((part) => translated(container, ground, part));
  const child = spawn(program === 'node' ? process.execPath : program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  return { child, ended: new Promise((resolve) => { child.once('exit', resolve); }), said: () => said.join('') };
}

function start(container: Container, ground: Ground): Started {
  for (const { source, volume } of container.mounts) if (!source.startsWith('.') && volume?.subpath === undefined) mkdirSync(join(ground.dir, source), { recursive: true });
  const env = environmentOf(container, ground);
  const process = run(container, ground, container.command.length > 0 ? container.command : image.command, env);
  const check = container.healthcheck?.test?.slice(1) ?? [];
  const door = `http://${env['CPOM_HEALTH_LISTEN']}/health/ready`;
  return { name: container.name, ...process, answers: () => fetch(door).then(({ ok }) => ok, () => false), isHealthy: async () => (await run(container, ground, check, env).ended) === 0 };
}

export interface Up {
  started(name: string): Started;
  /** Runs a container that has run before, once more. */
  again(name: string): Promise<Started>;
  /** Asks all to end; the exit code of each. */
  down(): Promise<ReadonlyMap<string, number | null>>;
  kill(): void;
}

/** Waits for what another container must have come to, by what the file says of it. */
async function until(condition: string, other: Started): Promise<void> {
  if (condition === 'service_completed_successfully') {
    const code = await other.ended;
    if (code !== 0) throw new Error(`${other.name} ended with ${code}: ${other.said()}`);
    return;
  }
  // Its door is asked often; the check of the file, which is a process each time, once the door says yes.
  while (!(await other.answers()) || !(await other.isHealthy())) {
    const { exitCode, signalCode } = other.child;
    if (exitCode !== null || signalCode !== null) throw new Error(`${other.name} ended with ${exitCode ?? signalCode}: ${other.said()}`);
    await pause(200);
  }
}

/** Starts containers of the file as processes, in the order that `depends_on` gives; those that are not named are taken as being there. */
export async function up(names: readonly string[], ground: Ground): Promise<Up> {
  const all = new Map<string, Promise<Started>>();
  const here: Started[] = [];
  const begin = (name: string): Promise<Started> => {
    const container = containers.get(name);
    if (!container) throw new Error(`${name} is not in docker-compose.yml`);
    const begun = (async () => {
      await Promise.all([...container.after].filter(([other]) => names.includes(other)).map(async ([other, condition]) => { await until(condition, await (all.get(other) ?? begin(other))); }));
      const started = start(container, ground);
      here.push(started);
      return started;
    })();
    all.set(name, begun);
    return begun;
  };
  const kill = (): void => { for (const { child } of here) child.kill('SIGKILL'); };
  // Whatever ends the test ends what it started.
  process.once('exit', kill);
  await Promise.all(names.map((name) => all.get(name) ?? begin(name))).catch((error: unknown) => { kill(); throw error; });
  return {
    kill,
    started: (name) => here.findLast((one) => one.name === name) ?? (() => { throw new Error(`${name} was not started`); })(),
    again: (name) => begin(name),
    down: async () => {
      const running = here.filter(({ child }) => child.exitCode === null && child.signalCode === null);
      for (const { child } of running) child.kill('SIGTERM');
      process.off('exit', kill);
      return new Map(await Promise.all(running.map(async ({ name, ended }) => [name, await ended] as const)));
    },
  };
}
