import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health } from './health.ts';

function answer(res: ServerResponse, status: number, said: string): void {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
  res.writeHead(status, headers).end(`{"status":"${said}"}\n`);
}

/** Answers the two questions of health, the state and no more; false for any other. */
function answered(health: Health, req: IncomingMessage, res: ServerResponse): boolean {
  const path = req.method === 'GET' || req.method === 'HEAD' ? req.url?.split('?')[0] : undefined;
  if (path === '/health/live') answer(res, 200, 'live');
  else if (path === '/health/ready') {
    health.ready().then((ready) => { answer(res, ready ? 200 : 503, ready ? 'ready' : 'not-ready'); }, () => { answer(res, 503, 'not-ready'); });
  } else return false;
  return true;
}

/** Puts `/health/live` and `/health/ready` before a site: for anybody, whatever the `Host`, without sign-in. Without health, the site alone. */
export const withHealth = (health: Health | undefined, site: RequestListener): RequestListener =>
  health ? (req, res) => { if (!answered(health, req, res)) site(req, res); } : site;

export interface HealthDoor {
  /** host:port */
  readonly address: string;
  stop(): Promise<void>;
}

/** Listens for the two questions and for nothing else. Answers from the first moment: alive, and not ready yet. Rejects when the port is taken. */
export async function openHealthDoor(listen: string, health: Health): Promise<HealthDoor> {
  const [host, port] = [listen.slice(0, listen.lastIndexOf(':')), Number(listen.slice(listen.lastIndexOf(':') + 1))];
  const server = createServer(withHealth(health, (_req, res) => { answer(res, 404, 'unknown'); }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    address: `${host}:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}
