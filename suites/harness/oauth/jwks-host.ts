import { createServer, type Server } from 'node:http';
import type { JWK } from 'jose';
import { EnvironmentProblem } from './discovery.ts';

/** Serves client keys at the URLs that targets fetch; counts the fetches, so a case can show that one happened. */
export class JwksHost implements AsyncDisposable {
  readonly #servers = new Map<string, Server>();
  readonly #keys = new Map<string, JWK[]>();
  readonly #fetches = new Map<string, number>();

  /** Starts to serve `keys` at `url`, or replaces what is served there. */
  async serve(url: string, keys: JWK[]): Promise<void> {
    this.#keys.set(url, keys);
    await this.#listen(new URL(url));
  }

  /** A URL of the host's own, for clients that the harness registers. */
  async publish(name: string, keys: JWK[]): Promise<string> {
    const port = await this.#listen(new URL('http://127.0.0.1:0/'));
    const url = `http://127.0.0.1:${port}/keys/${name}`;
    this.#keys.set(url, keys);
    return url;
  }

  fetches(url: string): number {
    return this.#fetches.get(url) ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const servers = [...this.#servers.values()];
    this.#servers.clear();
    await Promise.all(
      servers.map((server) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        server.close(() => resolve());
        server.closeAllConnections();
        return promise;
      }),
    );
  }

  async #listen({ hostname, port }: URL): Promise<number> {
    const place = `${hostname}:${port}`;
    const listening = this.#servers.get(place);
    if (listening) return portOf(listening);
    const server = createServer((request, response) => {
      const url = `http://${request.headers.host}${request.url}`;
      const keys = this.#keys.get(url);
      this.#fetches.set(url, this.fetches(url) + 1);
      response.writeHead(keys ? 200 : 404, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(keys ? { keys } : { error: 'not_found' }));
    });
    this.#servers.set(place, server);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(Number(port), hostname, resolve);
    await promise.catch((cause) => {
      this.#servers.delete(place);
      throw new EnvironmentProblem(`cannot serve client keys at ${place}: ${cause.message}`, { cause });
    });
    return portOf(server);
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
