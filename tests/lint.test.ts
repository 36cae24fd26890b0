import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Sample {
  readonly it: string;
  readonly path: string;
  readonly code: string;
  /** The rule that must object; none when the sample is as the house wants it. */
  readonly rule?: string;
  /** The rule asks the compiler: the path is one of a file that exists. */
  readonly types?: boolean;
}

const boundaries = 'house/boundaries';
const pure = 'house/pure';
const state = 'house/no-module-state';
const env = 'house/no-process-env';
const decide = 'services/contracts/src/commands.ts';
const service = 'services/contracts/src/service.ts';
const lines = (count: number): string => 'void 0;\n'.repeat(count);

const whoImportsWhom: readonly Sample[] = [
  { it: 'the kernel imports a package of ours', path: 'libs/kernel/src/a.ts', code: "import '@cpom/platform';", rule: boundaries },
  { it: 'the kernel imports a package', path: 'libs/kernel/src/a.ts', code: "import 'zod';", rule: boundaries },
  { it: 'the kernel imports Node', path: 'libs/kernel/src/a.ts', code: "import 'node:fs';", rule: boundaries },
  { it: 'the platform imports the service library', path: 'libs/platform/src/a.ts', code: "import '@cpom/service';", rule: boundaries },
  { it: 'a service imports another one', path: service, code: "import '@cpom/directory';", rule: boundaries },
  { it: 'a service imports a type of another one', path: service, code: "import type { A } from '@cpom/directory';\nexport type B = A;", rule: boundaries },
  { it: 'a service says again what another one says', path: service, code: "export * from '@cpom/directory';", rule: boundaries },
  { it: 'a service imports another one while it runs', path: service, code: "export const a = () => import('@cpom/directory');", rule: boundaries },
  { it: 'a service reaches into the next folder', path: service, code: "import '../../directory/src/index.ts';", rule: boundaries },
  { it: 'a library imports a service', path: 'libs/service/src/a.ts', code: "import '@cpom/contracts';", rule: boundaries },
  { it: 'a service imports the libraries and the messages', path: service, code: "import '@cpom/kernel';\nimport '@cpom/proto/feed/v1/feed';" },
  { it: 'the instance imports services', path: 'services/instance/src/a.ts', code: "import '@cpom/directory';\nimport '@cpom/contracts';" },
  { it: 'a suite of a port uses the test runner', path: 'libs/platform/src/suites/a.ts', code: "import '@jest/globals';" },
  { it: 'a package is used without being declared', path: service, code: "import 'exceljs';", rule: boundaries },
];

const doors: readonly Sample[] = [
  { it: 'SQLite outside embedded', path: 'libs/platform/src/a.ts', code: "import 'node:sqlite';", rule: boundaries },
  { it: 'SQLite in embedded', path: 'libs/platform/src/embedded/a.ts', code: "import 'node:sqlite';" },
  { it: 'mongoose outside distributed', path: 'libs/platform/src/embedded/a.ts', code: "import 'mongoose';", rule: boundaries },
  { it: 'kafkajs outside distributed', path: service, code: "import 'kafkajs';", rule: boundaries },
  { it: 'express outside the gateway', path: service, code: "import 'express';", rule: boundaries },
  { it: 'express in the gateway', path: 'services/gateway/src/a.ts', code: "import 'express';" },
  { it: 'the environment read in a service', path: service, code: 'export const a = () => process.env.PORT;', rule: env },
  { it: 'the environment read by index', path: service, code: "export const a = () => process['env'];", rule: env },
  { it: 'the environment imported', path: service, code: "import { env } from 'node:process';\nexport const a = () => env;", rule: env },
  { it: 'the environment read where it is read', path: 'libs/service/src/config.ts', code: 'export const a = () => process.env.PORT;' },
];

const purity: readonly Sample[] = [
  { it: 'a decision that is async', path: decide, code: 'export const a = async () => 1;', rule: pure },
  { it: 'a decision that reads the clock', path: decide, code: 'export const a = () => new Date();', rule: pure },
  { it: 'a decision that reads the clock as a number', path: decide, code: 'export const a = () => Date.now();', rule: pure },
  { it: 'a decision by chance', path: decide, code: 'export const a = () => Math.random();', rule: pure },
  { it: 'a decision that makes an id', path: decide, code: 'export const a = () => crypto.randomUUID();', rule: pure },
  { it: 'a decision that reads a file', path: decide, code: "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;", rule: pure },
  { it: 'a decision that calls out', path: decide, code: "export const a = () => fetch('http://x');", rule: pure },
  { it: 'a decision in a folder of decisions', path: 'services/contracts/src/commands/sign.ts', code: 'export const a = () => Date.now();', rule: pure },
  { it: 'a view that reads the clock', path: 'services/national/src/coverage/views.ts', code: 'export const a = () => Date.now();', rule: pure },
  { it: 'a format that reads the clock', path: 'services/contracts/src/formats/line.ts', code: 'export const a = () => Date.now();', rule: pure },
  { it: 'the kernel reading the clock', path: 'libs/kernel/src/a.ts', code: 'export const a = () => Date.now();', rule: pure },
  { it: 'a decision on a date it was given', path: decide, code: 'export const a = (on: string) => new Date(on);' },
  { it: 'a test of a decision', path: 'services/contracts/src/commands.test.ts', code: 'export const a = async () => Date.now();' },
];

const moduleState: readonly Sample[] = [
  { it: 'a variable of the module', path: service, code: 'let a = 1;\nexport const b = () => (a += 1);', rule: state },
  { it: 'an exported variable of the module', path: service, code: 'export let a = 1;', rule: state },
  { it: 'a map of the module', path: service, code: 'export const a = new Map<string, string>();', rule: state },
  { it: 'a list that starts empty', path: service, code: 'export const a: string[] = [];', rule: state },
  { it: 'an object that starts empty', path: service, code: 'export const a: Record<string, string> = {};', rule: state },
  { it: 'a set cast to something else', path: service, code: 'export const a = new Set() as unknown;', rule: state },
  { it: 'a static field', path: service, code: 'export class A { static count = 0; }', rule: state },
  { it: 'a set that is only read', path: service, code: "export const a: ReadonlySet<string> = new Set(['x']);" },
  { it: 'a list that is only read', path: service, code: 'export const a: readonly string[] = [];' },
  { it: 'a map inside a function', path: service, code: 'export const a = () => new Map<string, string>();' },
];

const reading: readonly Sample[] = [
  { it: 'any', path: service, code: 'export const a = (b: any): unknown => b;', rule: '@typescript-eslint/no-explicit-any' },
  { it: 'a non-null assertion', path: service, code: 'export const a = (b?: string): string => b!;', rule: '@typescript-eslint/no-non-null-assertion' },
  { it: 'a silenced type error', path: service, code: '// @ts-ignore\nexport const a = 1;', rule: '@typescript-eslint/ban-ts-comment' },
  { it: 'a type imported as a value', path: service, code: "import { Day } from '@cpom/kernel';\nexport type A = Day;", rule: '@typescript-eslint/consistent-type-imports' },
  { it: 'work left for later', path: service, code: `// ${'TO'}${'DO'}: finish\nexport const a = 1;`, rule: 'house/no-later' },
  { it: 'a comment about what a user has to do', path: service, code: '// the todo list of a role\nexport const a = 1;' },
  { it: 'a file of 201 lines', path: service, code: lines(201), rule: 'max-lines' },
  { it: 'a function of 41 lines', path: service, code: `export function a() {\n${lines(39)}}\n`, rule: 'max-lines-per-function' },
  { it: 'a function of 40 lines', path: service, code: `export function a() {\n${lines(38)}}\n` },
  { it: 'a long test', path: 'services/contracts/src/a.test.ts', code: `export function a() {\n${lines(60)}}\n` },
  { it: 'a base class', path: service, code: 'export class A extends Map {}', rule: 'house/no-hierarchy' },
  { it: 'a failure of our own', path: service, code: 'export class A extends Error {}' },
  { it: 'a promise nobody waits for', path: 'libs/kernel/src/fold.ts', code: 'const a = () => Promise.resolve(1);\na();', rule: '@typescript-eslint/no-floating-promises', types: true },
  { it: 'any that comes from outside', path: 'libs/kernel/src/fold.ts', code: "export const a: string = JSON.parse('1');", rule: '@typescript-eslint/no-unsafe-assignment', types: true },
];

const all = [...whoImportsWhom, ...doors, ...purity, ...moduleState, ...reading];

/** One process for all samples: the linter is loaded once. */
function lint(): ReadonlyMap<Sample, readonly string[]> {
  const script = fileURLToPath(new URL('../eslint/samples.mjs', import.meta.url));
  const output = execFileSync(process.execPath, [script], { input: JSON.stringify(all), encoding: 'utf8' });
  const found = JSON.parse(output) as string[][];
  return new Map(all.map((sample, index) => [sample, found[index] ?? []]));
}

const found = lint();
const cases = (samples: readonly Sample[], refused: boolean): [string, Sample][] =>
  samples.filter(({ rule }) => (rule !== undefined) === refused).map((sample) => [sample.it, sample]);

describe.each([
  ['who may import whom', whoImportsWhom],
  ['what stands behind one door', doors],
  ['pure files', purity],
  ['state of a module', moduleState],
  ['what keeps a file readable', reading],
])('lint, %s', (_name, samples) => {
  it.each(cases(samples, true))('refuses: %s', (_it, sample) => {
    expect(found.get(sample)).toContain(sample.rule);
  });
});

it.each(cases(all, false))('lint accepts: %s', (_it, sample) => {
  expect(found.get(sample)).toEqual([]);
});
