import { z } from 'zod';

/** Notices leave through `CPOM_SMTP_URL` (smtp://… or smtps://user:password@host:port), from `CPOM_MAIL_FROM`; without a server they are only shown. */
export const directorySettings = z.object({
  CPOM_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  CPOM_MAIL_FROM: z.email().optional(),
  /** Where the site is: mails link to its pages. */
  CPOM_ORIGIN: z.url().optional(),
});
export type DirectoryConfig = z.infer<typeof directorySettings>;
