import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server } from 'node:net';
import type { JWK } from 'jose';
import { EnvironmentProblem } from './oauth/discovery.ts';

export type SinkDocument = { type: string; body: string };

/** A key set (RFC 7517 §5). */
export function keySet(keys: readonly JWK[]): SinkDocument {
  return { type: 'application/json', body: JSON.stringify({ keys }) };
}

/** An address of the harness's own, and how often it was asked since. */
export type Offered = { url: string; fetches(): number };

/** Where targets fetch what a client publishes and what an assertion points at. Counts the fetches, and allows no caching. */
export class Sink implements AsyncDisposable {
  /** By host and port as they were asked for; the port may be 0. */
  readonly #listening = new Map<string, Promise<Server>>();
  readonly #documents = new Map<string, SinkDocument>();
  readonly #fetches = new Map<string, number>();
  /** Offers go where the operator lets the harness serve, which is where the target can reach it. */
  #home = new URL('http://127.0.0.1:0');

  /** Serves a document at this very URL. @throws EnvironmentProblem where that place is taken */
  async serve(url: string, document: SinkDocument): Promise<void> {
    const place = new URL(url);
    await this.#listen(place);
    if (this.#documents.size === 0) this.#home = place;
    this.#documents.set(url, document);
  }

  /** Serves a document at a URL that is new, and that it may name. */
  async offer(document: SinkDocument | ((url: string) => SinkDocument)): Promise<Offered> {
    const { hostname } = this.#home;
    const url = `http://${hostname}:${await this.#listen(this.#home)}/${randomUUID()}`;
    this.#documents.set(url, typeof document === 'function' ? document(url) : document);
    return { url, fetches: () => this.fetches(url) };
  }

  /** Serves another document at a URL from now on. */
  replace(url: string, document: SinkDocument): void {
    this.#documents.set(url, document);
  }

  /** An https address, where nothing is ever served: nobody trusts the harness, so a connection is all there can be. */
  async offerOverTls(): Promise<Offered> {
    let connections = 0;
    const server = createRawServer((socket) => {
      connections++;
      socket.on('error', () => socket.destroy());
      socket.destroy();
    });
    const { hostname } = this.#home;
    const port = await this.#start(`tls ${randomUUID()}`, server, hostname, 0);
    return { url: `https://${hostname}:${port}/${randomUUID()}`, fetches: () => connections };
  }

  fetches(url: string): number {
    return this.#fetches.get(url) ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const servers = await Promise.all(this.#listening.values());
    this.#listening.clear();
    await Promise.all(
      servers.map(async (server) => {
        server.close();
        if (server instanceof HttpServer) server.closeAllConnections();
        await once(server, 'close');
      }),
    );
  }

  #listen({ hostname, port }: URL): Promise<number> {
    const server = createServer((request, response) => {
      const url = `http://${request.headers.host}${request.url}`;
      const { type, body } = this.#documents.get(url) ?? { type: 'text/plain', body: '' };
      this.#fetches.set(url, this.fetches(url) + 1);
      response.writeHead(this.#documents.has(url) ? 200 : 404, { 'Content-Type': type });
      response.end(body);
    });
    return this.#start(`${hostname}:${port}`, server, hostname, Number(port));
  }

  /** The port of the server at a place: the one that is there, or else this. */
  async #start(place: string, server: Server, hostname: string, port: number): Promise<number> {
    const starting =
      this.#listening.get(place) ??
      once(server.listen(port, hostname), 'listening').then(
        () => server,
        (cause) => {
          this.#listening.delete(place);
          throw new EnvironmentProblem(`cannot serve client keys at ${place}: ${cause.message}`, { cause });
        },
      );
    this.#listening.set(place, starting);
    return ((await starting).address() as AddressInfo).port;
  }
}
