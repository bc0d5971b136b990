import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server } from 'node:net';
import type { JWK } from 'jose';
import { EnvironmentProblem } from './oauth/discovery.ts';

export type SinkDocument = { type: string; body: string };

/** A key set (RFC 7517 §5). */
export function keySet(keys: readonly JWK[]): SinkDocument {
  return { type: 'application/json', body: JSON.stringify({ keys }) };
}

/** An address of the harness's own, and how often it, or anything that is named after it, was asked since. */
export type Offered = { url: string; fetches(): number };

type Served = { document: SinkDocument; fetches: number };

/** Where targets fetch what a client publishes and what an assertion points at. Counts the fetches, and allows no caching. */
export class Sink implements AsyncDisposable {
  /** By host and port as they were asked for; the port may be 0. */
  readonly #listening = new Map<string, Promise<Server>>();
  readonly #served = new Map<string, Served>();
  /** By a name that nothing else has, so that whatever is asked with it in its path is about the offer. */
  readonly #offers = new Map<string, Served>();
  /** Offers go where the operator lets the harness serve, which is where the target can reach it. */
  #home = new URL('http://127.0.0.1:0');

  /** Serves a document at this very URL. @throws EnvironmentProblem where that place is taken */
  async serve(url: string, document: SinkDocument): Promise<void> {
    const place = new URL(url);
    await this.#listen(place);
    if (this.#served.size === 0) this.#home = place;
    this.#served.set(url, { document, fetches: this.fetches(url) });
  }

  /**
   * Serves a document at a URL that is new, and that it may name. It is found below that URL too, and at the well-known
   * places of it, which have its path at their end (RFC 8414 §3.1).
   */
  async offer(document: SinkDocument | ((url: string) => SinkDocument)): Promise<Offered> {
    const name = randomUUID();
    const url = `http://${this.#home.hostname}:${await this.#listen(this.#home)}/${name}`;
    const served = { document: documentAt(url, document), fetches: 0 };
    this.#served.set(url, served);
    this.#offers.set(name, served);
    return { url, fetches: () => served.fetches };
  }

  /** Serves a document wherever it is asked for at an origin that is new: for whoever keeps but the origin of a URL. */
  async offerOrigin(document: (url: string) => SinkDocument): Promise<Offered> {
    let fetches = 0;
    const server = createServer((_, response) => {
      fetches++;
      answer(response, documentAt(url, document));
    });
    const { hostname } = this.#home;
    const url = `http://${hostname}:${await this.#start(`origin ${randomUUID()}`, server, hostname, 0)}`;
    return { url, fetches: () => fetches };
  }

  /** Serves another document at a URL from now on. */
  replace(url: string, document: SinkDocument): void {
    const served = this.#served.get(url);
    if (served) served.document = document;
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
    return this.#served.get(url)?.fetches ?? 0;
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
      const served = this.#askedFor(request);
      if (served) served.fetches++;
      answer(response, served?.document);
    });
    return this.#start(`${hostname}:${port}`, server, hostname, Number(port));
  }

  #askedFor({ headers, url = '' }: IncomingMessage): Served | undefined {
    const exactly = this.#served.get(`http://${headers.host}${url}`);
    return exactly ?? [...this.#offers].find(([name]) => url.includes(name))?.[1];
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

function documentAt(url: string, document: SinkDocument | ((url: string) => SinkDocument)): SinkDocument {
  return typeof document === 'function' ? document(url) : document;
}

function answer(response: ServerResponse, document: SinkDocument | undefined): void {
  response.writeHead(document ? 200 : 404, { 'Content-Type': document?.type ?? 'text/plain' });
  response.end(document?.body);
}
