import { createServer } from 'node:net';

// Below what systems give to outgoing connections: while a server that was killed is away, nobody's call takes its port.
const [first, last] = [20_000, 32_000];

const isFree = (port: number): Promise<boolean> => new Promise((resolve) => {
  const server = createServer().once('error', () => { resolve(false); }).listen(port, '127.0.0.1', () => { server.close(() => { resolve(true); }); });
});

/** Ports of 127.0.0.1 that nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = first + Math.floor(Math.random() * (last - first));
    if (await isFree(port)) found.add(port);
  }
  return [...found];
}
