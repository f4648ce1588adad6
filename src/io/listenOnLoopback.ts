import { createServer, type RequestListener, type Server } from 'node:http';

/** Serves HTTP on 127.0.0.1 only; port 0 takes any free one. Rejects when the port is taken. */
export async function listenOnLoopback(port: number, listener: RequestListener): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer(listener);
  // Longer than any client keeps an idle connection, so that no request meets one that is just being closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { url: urlOf(server), close: () => stop(server) };
}

function urlOf(server: Server): string {
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
