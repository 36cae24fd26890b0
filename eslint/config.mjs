import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { boundaries } from './rules/boundaries.mjs';
import { noHierarchy } from './rules/no-hierarchy.mjs';
import { noLater } from './rules/no-later.mjs';
import { noModuleState } from './rules/no-module-state.mjs';
import { noProcessEnv } from './rules/no-process-env.mjs';
import { pure } from './rules/pure.mjs';
import { sources, tests } from './zones.mjs';

const house = {
  rules: { boundaries, pure, 'no-hierarchy': noHierarchy, 'no-later': noLater, 'no-module-state': noModuleState, 'no-process-env': noProcessEnv },
};

/** The presets that TypeScript's own linter calls strict, as one list of rules. */
const strict = Object.assign({}, js.configs.recommended.rules, ...tseslint.configs.strict.map((preset) => preset.rules ?? {}));

/** What keeps a file readable; the limits are the house's (CONTRIBUTING.md). */
const reading = {
  'max-lines': ['error', 200],
  'house/no-later': 'error',
  eqeqeq: 'error',
  'prefer-const': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // `Promise<void> | void` is what a callback that may be async returns.
  '@typescript-eslint/no-invalid-void-type': 'off',
  // Five empty bodies say "nothing to do" better than five comments.
  '@typescript-eslint/no-empty-function': 'off',
};

/** What only the types can tell: a promise nobody waits for, and `any` that comes in from outside without being read. */
const typed = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-unsafe-assignment': 'error',
  '@typescript-eslint/no-unsafe-call': 'error',
  '@typescript-eslint/no-unsafe-member-access': 'error',
  '@typescript-eslint/no-unsafe-return': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

const structure = {
  'max-lines-per-function': ['error', { max: 40 }],
  'house/boundaries': 'error',
  'house/no-hierarchy': 'error',
  'house/no-module-state': 'error',
  'house/no-process-env': 'error',
  'house/pure': 'error',
};

const off = (rules) => Object.fromEntries(Object.keys(rules).map((rule) => [rule, 'off']));

/** In a test, what was read is what is asserted: a loose type there shows as a failing test. */
const looseInTests = Object.fromEntries(Object.keys(typed).filter((rule) => rule.includes('no-unsafe')).map((rule) => [rule, 'off']));

/** The whole configuration; `typed: false` leaves out the rules that need the compiler, for files that do not exist. */
export const config = (options) => [
  { ignores: ['node_modules', 'proto/gen', 'coverage', '.cache', 'data', '**/node_modules'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin, house },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: options.typed ? { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname } : {},
    },
    rules: { ...strict, ...reading, ...(options.typed ? typed : {}) },
  },
  { files: sources, rules: structure },
  { files: tests, rules: { ...off({ 'max-lines-per-function': 0, 'house/no-process-env': 0, 'house/no-module-state': 0, 'house/pure': 0 }), ...looseInTests, '@typescript-eslint/only-throw-error': 'off' } },
  { ...js.configs.recommended, files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', performance: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly' } } },
  { files: ['**/*.mjs'], plugins: { house }, rules: { 'max-lines': reading['max-lines'], 'house/no-later': 'error', eqeqeq: 'error' } },
];
