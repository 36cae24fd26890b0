import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { Refusal } from '@cpom/kernel';
import type { Request, RequestHandler, Response } from 'express';
import { readFields } from './fields.ts';
import { localsOf } from './locals.ts';

/** A file that is arriving: the rest of the request is read only as fast as this is. */
export interface IncomingFile {
  readonly field: string;
  /** As the sender's machine called it, not to be trusted. */
  readonly name: string;
  readonly content: Readable;
}

const limits = { files: 200, fields: 500, fieldNameSize: 200, fieldSize: 262_144, headerPairs: 50 };

const unreadable = (): Refusal =>
  new Refusal('invalid', "L'envoi du fichier a été interrompu ou n'a pas pu être lu. Rien n'a été enregistré. Recommencez.");

function open(req: Request): busboy.Busboy {
  try {
    return busboy({ headers: req.headers, defParamCharset: 'utf8', limits });
  } catch {
    throw unreadable();
  }
}

/** Lets the rest of the request flow away, so that the browser gets to read the answer. */
function letGo(req: Request, reader: busboy.Busboy): void {
  req.unpipe(reader);
  req.resume();
}

/** Hands over the files of a form one by one; a file is read before the next one is there. */
interface Line {
  put(file: IncomingFile): void;
  end(): void;
  /** The next file; undefined once there is none. */
  next(): Promise<IncomingFile | undefined>;
}

function newLine(): Line {
  const waiting: IncomingFile[] = [];
  let [ended, wake] = [false, (): void => undefined];
  return {
    put: (file) => { waiting.push(file); wake(); },
    end: () => { ended = true; wake(); },
    next: async () => {
      if (waiting.length === 0 && !ended) await new Promise<void>((resolve) => { wake = resolve; });
      return waiting.shift();
    },
  };
}

interface Arrival {
  field(name: string, value: string, info: { valueTruncated: boolean }): void;
  file(field: string, content: Readable, info: { filename?: string }): void;
  end(error?: Error): void;
}

/** Goes on with the request at its first file, or at its end: once. */
function arrival(req: Request, res: Response, go: (error?: unknown) => void): Arrival {
  const pairs: [string, string][] = [];
  const line = newLine();
  let settled = false;
  const settle = (then: () => void): void => {
    if (settled) return;
    settled = true;
    try {
      then();
      go();
    } catch (error) {
      go(error);
    }
  };
  const refuse = (error: unknown): void => settle(() => { throw error; });
  return {
    field(name, value, info) {
      if (info.valueTruncated) refuse(new Refusal('too-large', 'Un champ du formulaire est trop long.'));
      pairs.push([name, value]);
    },
    file(field, content, info) {
      content.on('error', () => undefined);
      if (!info.filename) return void content.resume();
      const file: IncomingFile = { field, name: info.filename, content };
      if (settled) return line.put(file);
      settle(() => {
        req.body = readFields(pairs);
        Object.assign(localsOf(res), { file, nextFile: line.next });
      });
    },
    end: (error) => {
      line.end();
      if (error) refuse(unreadable());
      else settle(() => void (req.body = readFields(pairs)));
    },
  };
}

/**
 * Reads a form with a file up to the file: its fields are then in `req.body` (so that the token is checked before anything is kept), the
 * file waits in `localsOf(res).file`, and others behind it in `nextFile`. The file input therefore stands last in the form.
 */
export const multipart = (): RequestHandler => (req, res, next) => {
  if (!req.is('multipart/form-data')) return next();
  const reader = open(req);
  const { field, file, end } = arrival(req, res, next);
  reader.on('field', field).on('file', file).on('close', end);
  reader.on('error', (error) => {
    letGo(req, reader);
    end(error instanceof Error ? error : new Error('unreadable form'));
  });
  req.on('close', () => { if (!req.complete) reader.destroy(); });
  res.on('finish', () => letGo(req, reader));
  req.pipe(reader);
};
