import { z } from 'zod';
import { regionOf } from '@cpom/kernel';
import { directorySettings } from '@cpom/directory/config';
import { indicatorsSettings } from '@cpom/indicators/config';
import { portSetting, switchSetting } from '@cpom/service';
import { engineSettings } from './engine-settings.ts';
import { serviceNames } from './services.ts';

const anyService = [...new Set(Object.values(serviceNames).flat())];
const peer = /^(\d{2}|nation)=([^@]+)@([^@,]+:\d+)$/;

/** `24=Centre-Val de Loire@gate.example:7443,11=…` */
const peers = z.string().default('').transform((text, context) => text.split(',').filter(Boolean).map((item) => {
  const found = peer.exec(item.trim());
  if (!found) context.addIssue({ code: 'custom', message: `"${item}" is not <instance>=<name>@<host>:<port>` });
  return { code: found?.[1] ?? '', name: found?.[2] ?? '', address: found?.[3] ?? '' };
}));

/** `directory=10.0.0.4:7000,contracts=contracts.internal:7000,…` */
const addresses = z.string().default('').transform((text, context) => new Map(text.split(',').filter(Boolean).map((item): [string, string] => {
  const [, service = '', address = ''] = /^([a-z-]+)=([^=,]+:\d+)$/.exec(item.trim()) ?? [];
  if (!anyService.includes(service)) context.addIssue({ code: 'custom', message: `"${item}" is not <service>=<host>:<port>` });
  return [service, address];
})));

/** Every setting of the program. Without CPOM_INSTANCE it is the demonstration: the nation and two regions. */
export const instanceSettings = z.object({
  PORT: portSetting(8080),
  DATA_DIR: z.string().min(1).default('data'),
  CPOM_INSTANCE: z.string().refine((code) => code === 'nation' || regionOf(code) !== undefined, 'a COG region code, or "nation"').optional(),
  CPOM_HOST: z.string().default('127.0.0.1'),
  CPOM_AUTHORITY: z.string().regex(/^[a-z0-9][a-z0-9-]+$/).optional(),
  CPOM_TIME_ZONE: z.string().default('Europe/Paris').refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'an IANA time zone'),
  CPOM_BRAND: z.enum(['neutral', 'state']).default('neutral'),
  CPOM_OIDC_NAME: z.string().default('ProConnect'),
  CPOM_OIDC_ISSUER: z.url().optional(),
  CPOM_OIDC_CLIENT_ID: z.string().optional(),
  CPOM_OIDC_CLIENT_SECRET: z.string().optional(),
  CPOM_OIDC_PKCE: switchSetting(false),
  CPOM_OIDC_ALG: z.enum(['RS256', 'ES256']).default('RS256'),
  CPOM_GATE_LISTEN: z.string().default('127.0.0.1:7443'),
  CPOM_TRUST_DIR: z.string().optional(),
  CPOM_PEERS: peers,
  CPOM_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  CPOM_HEALTH_LISTEN: z.string().regex(/:\d+$/, 'host:port').optional(),
  /** One service of the instance in this process; the others are where CPOM_ADDRESSES says. */
  CPOM_SERVICE: z.string().refine((name) => anyService.includes(name), `one of ${anyService.join(', ')}`).optional(),
  CPOM_ADDRESSES: addresses,
  CPOM_LISTEN: z.string().regex(/:\d+$/, 'host:port').optional(),
  CPOM_KEYS_DIR: z.string().min(1).optional(),
  CPOM_DEMO: switchSetting(false),
  ...engineSettings.shape,
  ...directorySettings.shape,
  ...indicatorsSettings.shape,
  CPOM_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
});
export type InstanceSettings = z.infer<typeof instanceSettings>;
