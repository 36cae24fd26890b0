import { parseArgs } from 'node:util';
import { engineNames, type EngineName } from './engines.ts';

/** What is measured, one after the other; `--only` chooses. */
export const parts = ['data', 'catchup', 'pages', 'start', 'rebuild'] as const;
export type Part = (typeof parts)[number];
/** Measured on the embedded engine alone: no bar is set for them on the other. */
export const embeddedOnly: readonly Part[] = ['start', 'rebuild'];

export interface BenchOptions {
  readonly seed: string;
  /** Sizes measured one after the other; several make the table of growth. */
  readonly years: readonly number[];
  /** Seconds of load on the pages. */
  readonly seconds: number;
  /** Events of the journal of the limits. */
  readonly events: number;
  readonly json: boolean;
  readonly keep: boolean;
  readonly only: readonly Part[];
  /** On which the new nation runs, one after the other. */
  readonly engines: readonly EngineName[];
  /** Parts that were asked for, by name or by saying nothing, and that these engines do not have. */
  readonly leftOut: readonly Part[];
}

export const help = `npm run bench:france [-- options]

  --years 1|3|10     one size instead of the growth over 1, 3 and 10 years
  --quick            one year, a few seconds of load, a small journal of the limits: to develop with
  --events 2000000   events of the journal of the limits
  --only name        data, catchup, pages, start or rebuild; may be repeated
  --engine name      embedded (unless told), distributed (the nation on Kafka and MongoDB's protocol, a process each service) or both;
                     start and rebuild are embedded only
  --seed text        another France
  --json             one JSON object a line
  --keep             leaves the working folder there
`;

const whole = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new Error(`--${name} ${text}: a whole number above zero`);
  return value;
};

const isPart = (text: string): text is Part => (parts as readonly string[]).includes(text);

function enginesOf(text: string): readonly EngineName[] {
  if (text === 'both') return engineNames;
  const found = engineNames.filter((name) => name === text);
  if (found.length === 0) throw new Error(`--engine ${text}: one of ${engineNames.join(', ')}, both`);
  return found;
}

/** Reads the command line; throws what a person can mend. Undefined when help was asked for. */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      years: { type: 'string' }, quick: { type: 'boolean' }, events: { type: 'string' }, only: { type: 'string', multiple: true }, seed: { type: 'string' },
      engine: { type: 'string' }, json: { type: 'boolean' }, keep: { type: 'boolean' }, help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const wrong = (values.only ?? []).find((name) => !isPart(name));
  if (wrong !== undefined) throw new Error(`--only ${wrong}: one of ${parts.join(', ')}`);
  const quick = values.quick ?? false;
  const [engines, asked] = [enginesOf(values.engine ?? 'embedded'), values.only?.filter(isPart) ?? parts];
  const leftOut = engines.includes('embedded') ? [] : asked.filter((part) => embeddedOnly.includes(part));
  return {
    seed: values.seed ?? 'france', years: values.years ? [whole('years', values.years)] : quick ? [1] : [1, 3, 10],
    seconds: quick ? 4 : 20, events: values.events ? whole('events', values.events) : quick ? 20_000 : 2_000_000,
    json: values.json ?? false, keep: values.keep ?? false, engines, leftOut, only: asked.filter((part) => !leftOut.includes(part)),
  };
}
