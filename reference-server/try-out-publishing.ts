import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import { asserting, type TryOut } from './try-out.ts';

/** A client's own server: what it publishes, and how often it was asked. */
export async function startPublishing(keys: JWK[] = []) {
  const published = { status: 200, headers: {}, body: JSON.stringify({ keys }), asked: 0 };
  const server = createServer((_request, response: ServerResponse) => {
    published.asked++;
    response.writeHead(published.status, published.headers).end(published.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(published, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    publish: (now: JWK[]) => {
      published.body = JSON.stringify({ keys: now });
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  });
}

/** Registers a client that publishes its keys at `url`; to sign, it uses those of the try-out's clients. */
export async function registerPublishing(
  server: TryOut,
  url: string,
  metadata: Record<string, unknown> = {},
) {
  const answer = await fetch(`${server.url}/oauth/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.initialAccessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials'],
      jwks_uri: url,
      ...metadata,
    }),
  });
  const { client_id: id } = (await answer.json()) as { client_id: string };
  let time = 0;
  return {
    id,
    later: async (seconds: number) => {
      time += seconds;
      await server.advance(seconds);
    },
    /** The status of a token request signed by the key of that name, the key's kid or another in its header. */
    async ask(key: string, kid: unknown = server.publicKey(key).kid, more: Record<string, unknown> = {}) {
      const now = Math.floor(Date.now() / 1000) + time;
      const claims = { iss: id, sub: id, iat: now, exp: now + 60 };
      const header = kid === undefined ? more : { kid, ...more };
      return (await server.token(asserting(await server.assertion(key, { claims, header })))).status;
    },
  };
}
