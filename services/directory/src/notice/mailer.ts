import { SettingsError, smtpMailer, type Mailer } from '@cpom/service';
import type { DirectoryConfig } from '../config.ts';

/** The mailer that the settings describe; none without a server. Refuses, at start, a server without what it takes to write. */
export function mailerOf({ CPOM_SMTP_URL: url, CPOM_MAIL_FROM: from, CPOM_ORIGIN: origin }: DirectoryConfig): Mailer | undefined {
  if (url === undefined) return undefined;
  const missing = Object.entries({ CPOM_MAIL_FROM: from, CPOM_ORIGIN: origin }).filter(([, value]) => value === undefined).map(([name]) => `${name} is needed when CPOM_SMTP_URL is set`);
  if (from === undefined || missing.length > 0) throw new SettingsError(missing);
  return smtpMailer({ url, from });
}
