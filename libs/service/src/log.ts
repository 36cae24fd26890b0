import pino from 'pino';
import type { Log } from '@cpom/platform';

/** A JSON log on standard error: sentences and identifiers, never a person's name, address or number. */
export const createLog = (service: string, level: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info'): Log =>
  pino({ name: service, level }, pino.destination({ dest: 2, sync: false }));

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
