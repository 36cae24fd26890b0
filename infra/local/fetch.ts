import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findMaven, findPython } from './needs.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Where things are fetched to, and how they are found. */
export interface Place {
  /** A folder that may be deleted at any time: it is filled again. */
  readonly cache: string;
  /** The PATH that programs are looked for on. */
  readonly path: string;
  say(sentence: string): void;
}

function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said += String(chunk); });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said.slice(-2_000)}`));
    });
  });
}

/** Fills a folder once: made aside and put in its place in one step, so that a half-filled one is never taken for whole. */
async function once(target: string, fill: (folder: string) => Promise<void>): Promise<string> {
  if (existsSync(target)) return target;
  await mkdir(join(target, '..'), { recursive: true });
  const aside = await mkdtemp(`${target}.`);
  try {
    await fill(aside);
    await rename(aside, target).catch((error: unknown) => { if (!existsSync(target)) throw error; });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return target;
}

/** The one version pinned in the file beside this one. */
function pinned(file: string, shape: RegExp): string {
  const version = shape.exec(readFileSync(here(file), 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${file} pins no version`);
  return version;
}
export const kafkaVersion = (): string => pinned('./pom.xml', /kafka_2\.13<\/artifactId>\s*<version>([^<]+)</);
export const databaseVersion = (): string => pinned('./requirements.txt', /^secantusdb==(\S+)/m);

/** The folder of the broker's jars, fetched from Maven Central (or the mirror in the user's settings) the first time: 44 MB. */
export function fetchJars({ cache, path, say }: Place): Promise<string> {
  return once(join(cache, `kafka-${kafkaVersion()}`), async (folder) => {
    const mvn = findMaven(path);
    say(`Fetching Apache Kafka ${kafkaVersion()} (once, 44 MB)…`);
    await run(mvn, ['-q', '-B', '-f', here('./pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`, '-DincludeScope=runtime']);
  });
}

/** The Python of an environment that holds the database, fetched from PyPI the first time: 145 MB on disk. */
export async function fetchDatabase({ cache, path, say }: Place): Promise<string> {
  const venv = await once(join(cache, `secantusdb-${databaseVersion()}`), async (folder) => {
    const python = findPython(path);
    say(`Fetching SecantusDB ${databaseVersion()} (once, 145 MB)…`);
    await run(python, ['-m', 'venv', folder]);
    await run(join(folder, 'bin/python'), ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', here('./requirements.txt')]);
  });
  return join(venv, 'bin/python');
}
