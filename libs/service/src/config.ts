import { z } from 'zod';

/** What the process was told. The only place that reads the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;
export const environment = (): Environment => process.env;

/** A setting is wrong or unknown: the process stops, and the message names the variable. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`Settings refused:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

const ours = /^CPOM_/;

function nearest(name: string, known: readonly string[]): string {
  const shared = (other: string): number => [...name].filter((letter, index) => other[index] === letter).length;
  return [...known].sort((a, b) => shared(b) - shared(a))[0] ?? '';
}

/**
 * Reads settings once, at start. Every name that begins with `CPOM_` must be known to one of the schemas:
 * a misspelt name is an error, not a default.
 */
export function readSettings<S extends z.ZodObject>(schema: S, env: Environment, alsoKnown: readonly string[] = []): z.infer<S> {
  const known = [...Object.keys(schema.shape), ...alsoKnown];
  const unknown = Object.keys(env).filter((name) => ours.test(name) && !known.includes(name))
    .map((name) => `${name} is unknown. Did you mean ${nearest(name, known)}?`);
  const mine = Object.fromEntries(Object.entries(env).filter(([name, value]) => name in schema.shape && value !== ''));
  const parsed = schema.safeParse(mine);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (unknown.length + wrong.length > 0 || !parsed.success) throw new SettingsError([...unknown, ...wrong]);
  return parsed.data;
}

/** "1", "true", "oui" and their contraries: anything else is refused. */
export const switchSetting = (byDefault: boolean) =>
  z.enum(['1', '0', 'true', 'false']).default(byDefault ? '1' : '0').transform((value) => value === '1' || value === 'true');

export const portSetting = (byDefault: number) => z.coerce.number().int().min(0).max(65_535).default(byDefault);
