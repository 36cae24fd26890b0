import { createServer, type AddressInfo } from 'node:net';

function freePort(): Promise<{ readonly port: number; release(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ port, release: () => new Promise((done) => { server.close(() => { done(); }); }) });
    });
  });
}

/** That many ports in a row from the first; from 0, ports that nobody listens on now. */
export async function portsFrom(first: number, count: number): Promise<readonly number[]> {
  if (first > 0) return Array.from({ length: count }, (_, index) => first + index);
  const held = await Promise.all(Array.from({ length: count }, freePort));
  await Promise.all(held.map(({ release }) => release()));
  return held.map(({ port }) => port);
}
