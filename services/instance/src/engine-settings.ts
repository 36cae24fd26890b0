import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SettingsError, switchSetting } from '@cpom/service';

const file = z.string().min(1).optional();

/** Which engine keeps what the services hold, and how it is reached. Files are in PEM. */
export const engineSettings = z.object({
  CPOM_ENGINE: z.enum(['embedded', 'distributed']).default('embedded'),
  MONGO_URL: z.string().regex(/^mongodb(\+srv)?:\/\//, 'mongodb://… or mongodb+srv://…').optional(),
  CPOM_MONGO_USER: z.string().optional(),
  CPOM_MONGO_PASSWORD: z.string().optional(),
  CPOM_MONGO_AUTHORITY: file,
  CPOM_MONGO_CERTIFICATE: file,
  KAFKA_BROKERS: z.string().regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'host:port,host:port,…').optional(),
  CPOM_KAFKA_TLS: switchSetting(false),
  CPOM_KAFKA_AUTHORITY: file,
  CPOM_KAFKA_CERTIFICATE: file,
  CPOM_KAFKA_KEY: file,
  CPOM_KAFKA_SASL: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  CPOM_KAFKA_USER: z.string().optional(),
  CPOM_KAFKA_PASSWORD: z.string().optional(),
  /** How many brokers keep a copy of a topic that is made; three, or as many as there are, unless told. */
  CPOM_KAFKA_COPIES: z.coerce.number().int().min(1).max(9).optional(),
  /** Before the names of databases, topics and groups: several platforms on the same servers. */
  CPOM_NAMESPACE: z.string().regex(/^[a-z0-9-]{0,20}$/).default(''),
});
export type EngineSettings = z.infer<typeof engineSettings>;

/** What a service's database is opened with. */
export interface MongoChoice {
  readonly url: string;
  readonly credentials?: { readonly user: string; readonly password: string };
  readonly tls?: { readonly authorityFile?: string; readonly certificateFile?: string };
}

/** What the bus is opened with. */
export interface KafkaChoice {
  readonly brokers: readonly string[];
  readonly tls?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string };
  readonly copies?: number;
}

export type EngineChoice =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'distributed'; readonly namespace: string; readonly mongo: MongoChoice; readonly kafka: KafkaChoice };

const only = <T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };

function pem(name: string, path: string | undefined): string | undefined {
  try {
    return path === undefined ? undefined : readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError([`${name}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

function mongoOf(settings: EngineSettings, url: string): MongoChoice {
  const { CPOM_MONGO_USER: user, CPOM_MONGO_PASSWORD: password, CPOM_MONGO_AUTHORITY: authorityFile, CPOM_MONGO_CERTIFICATE: certificateFile } = settings;
  return { url, ...(user && password ? { credentials: { user, password } } : {}), ...(authorityFile || certificateFile ? { tls: only({ authorityFile, certificateFile }) } : {}) };
}

function kafkaOf(settings: EngineSettings, brokers: string): KafkaChoice {
  const { CPOM_KAFKA_SASL: mechanism, CPOM_KAFKA_USER: username, CPOM_KAFKA_PASSWORD: password, CPOM_KAFKA_COPIES: copies } = settings;
  const texts = only({
    ca: pem('CPOM_KAFKA_AUTHORITY', settings.CPOM_KAFKA_AUTHORITY),
    cert: pem('CPOM_KAFKA_CERTIFICATE', settings.CPOM_KAFKA_CERTIFICATE),
    key: pem('CPOM_KAFKA_KEY', settings.CPOM_KAFKA_KEY),
  });
  const tls = Object.keys(texts).length > 0 ? texts : settings.CPOM_KAFKA_TLS;
  return { brokers: brokers.split(','), tls, ...(mechanism && username && password ? { sasl: { mechanism, username, password } } : {}), ...only({ copies }) };
}

/** What lacks one half says nothing. */
function problems(settings: EngineSettings): string[] {
  const both = (one: keyof EngineSettings, other: keyof EngineSettings): string[] =>
    ((settings[one] === undefined) === (settings[other] === undefined) ? [] : [`${one} and ${other} go together`]);
  const needed = (['MONGO_URL', 'KAFKA_BROKERS'] as const).filter((name) => settings[name] === undefined).map((name) => `${name} is needed when CPOM_ENGINE is distributed`);
  return [
    ...needed, ...both('CPOM_MONGO_USER', 'CPOM_MONGO_PASSWORD'), ...both('CPOM_KAFKA_USER', 'CPOM_KAFKA_PASSWORD'),
    ...both('CPOM_KAFKA_SASL', 'CPOM_KAFKA_USER'), ...both('CPOM_KAFKA_CERTIFICATE', 'CPOM_KAFKA_KEY'),
  ];
}

/** The engine that the settings choose; a half-given one is refused, and all that lacks is named at once. */
export function engineOf(settings: EngineSettings): EngineChoice {
  if (settings.CPOM_ENGINE === 'embedded') return { kind: 'embedded' };
  const wrong = problems(settings);
  if (wrong.length > 0) throw new SettingsError(wrong);
  const { MONGO_URL = '', KAFKA_BROKERS = '', CPOM_NAMESPACE: namespace } = settings;
  return { kind: 'distributed', namespace, mongo: mongoOf(settings, MONGO_URL), kafka: kafkaOf(settings, KAFKA_BROKERS) };
}
