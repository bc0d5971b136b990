import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server with one endpoint, which answers as it is told. Disposing closes it with all its connections. */
export type TinyServer = { url: string } & AsyncDisposable;

/** Metadata is right unless `metadata` answers for it. */
export async function startTinyServer(answers: { token?: Answer; metadata?: Answer }): Promise<TinyServer> {
  const server = createServer((request, response) => {
    const isToken = request.url === '/token';
    const answer = isToken ? (answers.token ?? grant) : (answers.metadata ?? offer({}));
    request.resume();
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** Metadata that offer one thing more. */
export const offer =
  (more: Record<string, string | string[]>): Answer =>
  ({ headers, url = '' }, response) => {
    const issuer = `http://${headers.host}`;
    const isMetadata = url === '/.well-known/oauth-authorization-server';
    if (isMetadata) json(response, 200, { issuer, token_endpoint: `${issuer}/token`, ...more });
    else json(response, 404, {});
  };

/** To whoever asks: the worst of servers. */
export const grant: Answer = (_, response) =>
  json(response, 200, { access_token: 'a-token-for-anyone', token_type: 'Bearer', expires_in: 60 });

/** To nobody. */
export const refuse: Answer = (_, response) => json(response, 401, { error: 'invalid_client' });

/** To the client of `writeTarget` only. */
export const judge: Answer = (request, response) => {
  const right = `Basic ${btoa(`${client.id}:${client.secret}`)}`;
  (request.headers.authorization === right ? grant : refuse)(request, response);
};

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

const client = { id: 'svc-basic', secret: 'a-secret-of-some-length' };

/**
 * A target file for a tiny server, in a folder of its own; with `launch` one that a module is to start, with `token` one
 * that names the endpoint, so that it needs no metadata.
 */
export async function writeTarget(
  folder: string,
  url: string,
  { launch = '', token = '' } = {},
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'secret'), client.secret);
  const file = join(folder, 'target.yaml');
  const where = launch ? `launch: { module: ${launch} }` : `baseUrls: [${url}]`;
  const clients = `[{ id: ${client.id}, method: client_secret_basic, secret: { file: ./secret } }]`;
  const endpoints = token ? `  endpoints: { token: ${token} }\n` : '';
  await writeFile(
    file,
    `name: tiny\n${where}\noauth:\n  issuer: ${url}\n${endpoints}  clients: ${clients}\n`,
  );
  return file;
}
