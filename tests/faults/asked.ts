import { parseArgs } from 'node:util';
import type { EngineName } from './fleet.ts';

export const help = `Kills, cuts and restores the nation and its regions while they work, and counts what was lost.

  npm run faults                          the long form, on both engines (embedded: ten minutes; distributed: fifteen to twenty)
  npm run faults -- --engine embedded     or: distributed, both
  npm run faults -- --short               every change runs this: at most three minutes for both
  npm run faults -- --seed N              the faults of another run again
  npm run faults -- --json                figures for programs

Ends with 1 when a bar is missed, and says what was lost, the seed, and where the data are.
`;

/** What was asked on the command line; undefined: only the help. */
export interface Asked {
  readonly engines: readonly EngineName[];
  readonly seed: number;
  readonly form: 'long' | 'short';
  readonly json: boolean;
}

const engines: Readonly<Record<string, readonly EngineName[]>> = { embedded: ['embedded'], distributed: ['distributed'], both: ['embedded', 'distributed'] };

/** Throws one line for what is wrong. */
export function askedOf(args: readonly string[], newSeed: () => number): Asked | undefined {
  const options = {
    engine: { type: 'string', default: 'both' }, seed: { type: 'string' }, short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) return undefined;
  const chosen = engines[values.engine];
  if (!chosen) throw new TypeError(`--engine ${values.engine}: embedded, distributed or both`);
  if (values.seed !== undefined && !/^\d{1,9}$/.test(values.seed)) throw new TypeError(`--seed ${values.seed}: a whole number of at most nine digits`);
  return { engines: chosen, seed: values.seed === undefined ? newSeed() : Number(values.seed), form: values.short ? 'short' : 'long', json: values.json };
}
