import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { loadAssets } from '../assets.ts';
import type { Assets } from '../assets.ts';
import { gallery, galleryParts } from '../gallery.ts';
import { render } from '../html.ts';
import type { Say } from './say.ts';

/** Answers a POST to the gallery's forms. */
export type OnPost = (path: string, body: URLSearchParams, wantsJson: boolean) => { readonly status: number; readonly json?: unknown };

const types: ReadonlyMap<string, string> = new Map([['.css', 'text/css'], ['.js', 'text/javascript'], ['.svg', 'image/svg+xml']]);

async function asset(assets: Assets, path: string, response: ServerResponse): Promise<boolean> {
  const text = assets.texts.find((one) => one.url === path);
  const folder = assets.folders.find((one) => path.startsWith(`${one.url}/`));
  if (!text && (!folder || path.includes('..'))) return false;
  const body = text?.text ?? await readFile(`${folder?.folder}${path.slice(folder?.url.length)}`).catch(() => undefined);
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': types.get(extname(path)) ?? 'application/octet-stream' }).end(body);
  return true;
}

async function post(request: IncomingMessage, path: string, response: ServerResponse, onPost: OnPost): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const answer = onPost(path, new URLSearchParams(text), request.headers.accept?.includes('json') === true);
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json ?? {}));
}

/** Serves the gallery on a free port of this machine, under the same content policy as the real pages. For looking and for tests only. */
export async function serveGallery(onPost: OnPost, say?: Say, port = 0): Promise<{ readonly url: string; readonly server: Server }> {
  const assets = await loadAssets();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    response.setHeader('content-security-policy', "default-src 'self'");
    if (request.method === 'POST') return post(request, path, response, onPost);
    if (await asset(assets, path, response)) return undefined;
    const part = galleryParts.find((name) => path.endsWith(name)) ?? 'blocs';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(render(gallery(part, say, path.includes('etat') ? 'state' : 'neutral')));
  };
  const server = createServer((request, response) => { void answer(request, response); });
  await new Promise<void>((ready) => { server.listen(port, '127.0.0.1', ready); });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}/galerie`, server };
}
