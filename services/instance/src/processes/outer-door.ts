import { connect, createServer, type Socket } from 'node:net';

/** Another address of a server that listens on this machine only: what comes in there is passed on as it is. */
export interface OuterDoor {
  stop(): Promise<void>;
}

function join(outside: Socket, inside: Socket): void {
  const end = (): void => { outside.destroy(); inside.destroy(); };
  outside.on('error', end).on('close', end).pipe(inside);
  inside.on('error', end).on('close', end).pipe(outside);
}

/**
 * Opens one on `host:port`. The stand-in for the sign-in asks no password, so it listens on 127.0.0.1 alone; what a container publishes
 * comes from outside its own 127.0.0.1, and the container decides who may reach that. Rejects when the port is taken.
 */
export async function openOuterDoor(listen: string, port: number): Promise<OuterDoor> {
  const sockets = new Set<Socket>();
  const server = createServer((outside) => {
    sockets.add(outside);
    outside.once('close', () => sockets.delete(outside));
    join(outside, connect(port, '127.0.0.1'));
  });
  const at = listen.lastIndexOf(':');
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(Number(listen.slice(at + 1)), listen.slice(0, at), resolve);
  });
  return {
    stop: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      for (const socket of sockets) socket.destroy();
    }),
  };
}
