import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** This machine lacks a program; the message, one line, says which Debian package brings it. */
export class Lacking extends Error {
  constructor(what: string, debianPackages: string) {
    super(`The local engine needs ${what}: apt-get install -y ${debianPackages}   (or set MONGO_URL and KAFKA_BROKERS to servers that run)`);
    this.name = 'Lacking';
  }
}

/** The programs of the local engine, by where they are. */
export interface Programs {
  readonly java: string;
  readonly mvn: string;
  readonly python: string;
}

const oldestJava = 17;

function found(name: string, path: string): string | undefined {
  return path.split(delimiter).map((folder) => join(folder, name)).find((file) => existsSync(file));
}

function javaVersion(java: string): number {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
}

/** Java 17 or later, or throws `Lacking`. */
export function findJava(path: string): string {
  const java = found('java', path);
  if (java === undefined || javaVersion(java) < oldestJava) throw new Lacking(`Java ${oldestJava} or later`, 'default-jre-headless');
  return java;
}

/** Maven, which fetches the broker's jars, or throws `Lacking`. */
export function findMaven(path: string): string {
  const mvn = found('mvn', path);
  if (mvn === undefined) throw new Lacking('Maven', 'maven');
  return mvn;
}

/** A Python that can make virtual environments, or throws `Lacking`. */
export function findPython(path: string): string {
  const python = found('python3', path);
  if (python === undefined) throw new Lacking('Python 3', 'python3-venv');
  if (spawnSync(python, ['-c', 'import ensurepip, venv']).status !== 0) throw new Lacking('venv of Python 3', 'python3-venv');
  return python;
}
