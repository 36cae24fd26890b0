import type { RefusalDetail } from '@cpom/kernel';
import type { Response } from 'express';

/** What a page without content of its own says: a refusal and what to do about it, or a farewell. */
export interface PageMessage {
  readonly status: number;
  readonly title: string;
  /** One or two sentences, fit for the user. */
  readonly text: string;
  readonly details: readonly RefusalDetail[];
  /** What one can do next; the first is the main one. */
  readonly actions: readonly PageAction[];
  /** To be quoted when asking for help. */
  readonly requestId: string;
}

export interface PageAction {
  readonly label: string;
  readonly href: string;
}

/** Turns a message into a whole HTML page; must escape every text it is given. `res` tells who is signed in. */
export type RenderPage = (message: PageMessage, res: Response) => string | Promise<string>;

/** Sends the message as a page. */
export async function sendPage(render: RenderPage, res: Response, message: PageMessage): Promise<void> {
  const html = await render(message, res);
  res.status(message.status).type('html').send(html);
}
