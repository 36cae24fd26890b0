import { createHash } from 'node:crypto';
import type { Transporter } from 'nodemailer';

/** A text to one address. `id` names it for ever: the same one sent twice is recognised as one by mail servers. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What became of a mail: taken over, refused for what it is (its address, most often), or nobody answered and it may be tried again. */
export type MailOutcome = 'sent' | 'refused' | 'unreachable';

/** Hands mails over to a mail server, one at a time. Never throws for a mail that does not leave; at least once, hence the id. */
export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
  close(): void;
}

export interface SmtpSettings {
  /** `smtp://…` or `smtps://user:password@host:port` */
  readonly url: string;
  /** The address that mails come from. */
  readonly from: string;
}

/** Milliseconds: shorter than what a process is given to stop. */
const patience = { connectionTimeout: 4_000, greetingTimeout: 4_000, socketTimeout: 6_000 };

/** From 500 on the server says no for good (RFC 5321, 4.2.1); below, or without an answer, later is another try. */
function outcomeOf(error: unknown): MailOutcome {
  const code = typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : 0;
  return code >= 500 ? 'refused' : 'unreachable';
}

/** Sends through an SMTP server. Refusal to sign in there counts as unreachable: it is mended in the settings, not in the mail. */
export function smtpMailer({ url, from }: SmtpSettings): Mailer {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  // Loaded with the first mail: without a server, which is usual for a demonstration, it never is.
  let opened: Promise<Transporter> | undefined;
  const transport = (): Promise<Transporter> =>
    (opened ??= import('nodemailer').then(({ createTransport }) => createTransport({ url, ...patience, disableFileAccess: true, disableUrlAccess: true })));
  return {
    send: async ({ id, to, subject, text }) => {
      const messageId = `<${createHash('sha256').update(id).digest('hex').slice(0, 40)}@${domain}>`;
      try {
        await (await transport()).sendMail({ from, to, subject, text, messageId, headers: { 'Auto-Submitted': 'auto-generated' } });
        return 'sent';
      } catch (error) {
        return (error as { code?: string }).code === 'EAUTH' ? 'unreachable' : outcomeOf(error);
      }
    },
    close: () => { void opened?.then((one) => { one.close(); }); },
  };
}
