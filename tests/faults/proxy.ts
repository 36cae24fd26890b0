import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A line between two programs, byte for byte, that can be cut and slowed. */
export interface Proxy {
  readonly address: string;
  /** host:port behind it; unknown at first. */
  lead(to: string): void;
  /** Every connection is broken and none is made until what this gives is called. */
  cut(): () => void;
  /** Each piece is held back so long, in milliseconds, until what this gives is called. */
  slow(milliseconds: number): () => void;
  close(): Promise<void>;
}

/** Carries one way, in order, at the pace of the moment. */
function carry(from: Socket, to: Socket, delay: () => number): void {
  let last: Promise<unknown> = Promise.resolve();
  from.on('data', (bytes) => {
    from.pause();
    last = last.then(() => (delay() > 0 ? pause(delay()) : undefined)).then(() => { to.write(bytes); from.resume(); });
  });
  from.on('end', () => { void last.then(() => to.end()); });
  for (const event of ['error', 'close'] as const) from.on(event, () => to.destroy());
}

export async function openProxy(): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => { sockets.add(socket); return socket.once('close', () => sockets.delete(socket)).on('error', () => undefined); };
  let [target, cuts] = ['', 0];
  const delays: number[] = [];
  const delay = (): number => Math.max(0, ...delays);
  const server = createServer((caller) => {
    keep(caller);
    const [host = '', port = ''] = target.split(':');
    if (cuts > 0 || port === '') { caller.destroy(); return; }
    const there = keep(connect(Number(port), host));
    carry(caller, there, delay);
    carry(there, caller, delay);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const breakAll = (): void => { for (const socket of sockets) socket.destroy(); };
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (to) => { target = to; },
    cut: () => { cuts += 1; breakAll(); return () => { cuts -= 1; }; },
    slow: (milliseconds) => { delays.push(milliseconds); return () => { delays.splice(delays.indexOf(milliseconds), 1); }; },
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); breakAll(); }),
  };
}
