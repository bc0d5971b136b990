import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listener extends AsyncDisposable {
  url: string;
  /** Answers what arrives from now on. */
  serve(listener: RequestListener): void;
}

/** Listens on loopback only; port 0 takes a free one. Disposing cuts the connections that are open. */
export async function listen(port: number): Promise<Listener> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (listener) => server.on('request', listener),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
