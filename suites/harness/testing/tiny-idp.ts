import { randomUUID } from 'node:crypto';
import { type Arrived, startTestServer, type TestAnswer, type TestServer } from './test-server.ts';
import { basicClient } from './test-target.ts';

/** The smallest server that authenticates clients by Basic at every endpoint; it also registers them. */
export type TinyIdp = TestServer & {
  arrived: Arrived[];
  /** The next answers at a path, in this order; null is what it answers by itself. */
  answerNext(path: string, ...answers: (TestAnswer | null)[]): void;
  /** The requests that came to a path. */
  arrivedAt(path: string): Arrived[];
  /** Secrets by client id. */
  clients: Map<string, string>;
  /** Live tokens. */
  tokens: Set<string>;
};

/** With `expiresIn` it tells how many seconds its tokens live. */
export async function startTinyIdp({ expiresIn }: { expiresIn?: number } = {}): Promise<TinyIdp> {
  const clients = new Map([[basicClient.id, basicClient.secret ?? '']]);
  const tokens = new Set<string>();
  const scripted = new Map<string, (TestAnswer | null)[]>();
  const server = await startTestServer((request) => {
    const path = request.path.split('?')[0] ?? '';
    return scripted.get(path)?.shift() ?? usualAnswer(request, path);
  });

  function usualAnswer(request: Arrived, path: string): TestAnswer {
    if (path === '/.well-known/oauth-authorization-server') return { body: metadataOf(server.url) };
    if (path.startsWith('/register')) return register(request, path);
    if (!isAuthentic(request)) return { status: 401, body: { error: 'invalid_client' } };
    const token = request.form.get('token') ?? '';
    switch (path) {
      case '/token':
        return { body: { access_token: newToken(), token_type: 'Bearer', expires_in: expiresIn } };
      case '/par':
        return { status: 201, body: { request_uri: `urn:example:${randomUUID()}`, expires_in: 60 } };
      case '/introspect':
        return { body: { active: tokens.has(token) } };
      case '/revoke':
        tokens.delete(token);
        return { body: '' };
      default:
        return { status: 404, body: 'nothing here' };
    }
  }

  function newToken(): string {
    const token = randomUUID();
    tokens.add(token);
    return token;
  }

  function isAuthentic(request: Arrived): boolean {
    const credentials = /^Basic (.+)$/.exec(request.header('authorization') ?? '')?.[1] ?? '';
    const [id = '', secret = ''] = Buffer.from(credentials, 'base64').toString().split(':').map(formDecoded);
    return clients.get(id) === secret;
  }

  /** RFC 7591, and RFC 7592 §2.3. */
  function register({ method, body }: Arrived, path: string): TestAnswer {
    if (method === 'DELETE') {
      clients.delete(path.replace('/register/', ''));
      return { status: 204, body: '' };
    }
    const id = `registered-${clients.size}`;
    const client_secret = randomUUID();
    clients.set(id, client_secret);
    return {
      status: 201,
      body: {
        ...JSON.parse(body),
        client_id: id,
        client_secret,
        registration_client_uri: `${server.url}/register/${id}`,
        registration_access_token: randomUUID(),
      },
    };
  }

  return {
    ...server,
    clients,
    tokens,
    answerNext: (path, ...answers) => scripted.set(path, [...(scripted.get(path) ?? []), ...answers]),
    arrivedAt: (path) => server.arrived.filter((request) => request.path === path),
  };
}

function metadataOf(url: string) {
  return {
    issuer: url,
    token_endpoint: `${url}/token`,
    pushed_authorization_request_endpoint: `${url}/par`,
    introspection_endpoint: `${url}/introspect`,
    revocation_endpoint: `${url}/revoke`,
    registration_endpoint: `${url}/register`,
  };
}

const formDecoded = (text: string) => new URLSearchParams(`=${text}`).get('') ?? '';
