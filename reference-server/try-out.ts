import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import {
  generateKeyring,
  generateSigningKey,
  type ReferenceServerOptions,
  startReferenceServer,
} from './index.ts';

/** A server with one client per method and key type, for the tests of this folder. Secrets and keys are made anew. */
export async function startTryOut({
  storage = 'memory',
  ...options
}: Partial<ReferenceServerOptions> & { storage?: 'memory' | 'file' } = {}) {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'reference-server-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const { clients, secrets, keys } = await madeOnce;
  await writeFile(join(folder, 'clients.json'), JSON.stringify(clients));
  for (const [name, secret] of Object.entries(secrets)) await writeFile(join(folder, name), `${secret}\n`);
  await writeFile(join(folder, 'keyring.json'), generateKeyring());
  await writeFile(join(folder, 'signing-key.json'), generateSigningKey());
  const controlToken = randomBytes(32).toString('base64url');
  await writeFile(join(folder, 'control-token'), controlToken);
  const initialAccessToken = randomBytes(32).toString('base64url');
  await writeFile(join(folder, 'initial-access-token'), initialAccessToken);
  const start = (at: { url: string; controlUrl?: string } | undefined, issuer?: string) =>
    startReferenceServer({
      clientsFile: join(folder, 'clients.json'),
      keyringFile: join(folder, 'keyring.json'),
      signingKeyFile: join(folder, 'signing-key.json'),
      registration: { initialAccessTokenFile: join(folder, 'initial-access-token'), scopes: ['api', 'read'] },
      control: { port: portOf(at?.controlUrl), tokenFile: join(folder, 'control-token') },
      port: portOf(at?.url),
      database: storage === 'file' ? join(folder, 'database') : ':memory:',
      ...(issuer ? { issuer } : {}),
      ...options,
    });
  let server = await start(undefined);
  resources.defer(() => server[Symbol.asyncDispose]());
  const owned = resources.move();

  const postAt =
    (url: string) =>
    (endpoint: string, form: Form | string, headers: Record<string, string> = {}) =>
      fetch(`${url}/oauth/${endpoint}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: typeof form === 'string' ? form : encode(form),
      });
  const tokenAt =
    (url: string) =>
    (form: Form | string, headers: Record<string, string> = {}) =>
      postAt(url)(
        'token',
        typeof form === 'string' ? form : { grant_type: 'client_credentials', ...form },
        headers,
      );
  const post = postAt(server.url);
  const control = (path: string, init: RequestInit = {}) =>
    fetch(`${server.controlUrl}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${controlToken}`, ...init.headers },
    });
  const token = tokenAt(server.url);

  return {
    ...server,
    folder,
    secrets,
    initialAccessToken,
    token,
    /** Posts a form to an endpoint below /oauth. */
    post,
    /** A fresh access token of the client `basic`, or of another by its Authorization header. */
    async accessToken(headers = basic('basic', secrets.basic ?? '')): Promise<string> {
      return ((await (await token({}, headers)).json()) as { access_token: string }).access_token;
    },
    control,
    /** Moves the server's clock. */
    async advance(seconds: number): Promise<void> {
      const headers = { 'content-type': 'application/json' };
      await control('/clock', { method: 'POST', headers, body: JSON.stringify({ advanceSeconds: seconds }) });
    },
    /** The events of the audit, oldest first, without their times. */
    async audited(): Promise<Record<string, unknown>[]> {
      const lines = (await (await control('/audit')).text()).split('\n').filter(Boolean);
      return lines.map((line) => {
        const { at, ...event } = JSON.parse(line);
        return event;
      });
    },
    /** Ends it and starts it again at the same address; what is in memory is gone. */
    async restart(): Promise<void> {
      await server[Symbol.asyncDispose]();
      server = await start(server);
    },
    /** A second instance on the same file, until the first is disposed of. */
    async another() {
      const { url } = owned.use(await start(undefined, server.issuer));
      return { token: tokenAt(url) };
    },
    publicKey: (clientId: string): JWK => ({ ...keys[clientId]?.publicKey }),
    /** An assertion that is right in everything that is not given otherwise; undefined leaves a claim out. */
    async assertion(clientId: string, { claims = {}, header = {} }: Differently = {}): Promise<string> {
      const key = keys[clientId] ?? { alg: 'HS256', key: Buffer.from(secrets[clientId] ?? 'x'.repeat(64)) };
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({
        iss: clientId,
        sub: clientId,
        aud: server.issuer,
        jti: randomUUID(),
        iat: now,
        exp: now + 60,
        ...claims,
      })
        .setProtectedHeader({ alg: key.alg, ...header })
        .sign(key.key);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const portOf = (url: string | undefined) => (url === undefined ? 0 : Number(new URL(url).port));

export type TryOut = Awaited<ReturnType<typeof startTryOut>>;
export type Form = Record<string, string | undefined>;
interface Differently {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
}

/** The form members that carry an assertion. */
export function asserting(assertion: string): Form {
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  };
}

/** An Authorization header as RFC 6749 §2.3.1 wants it. */
export function basic(clientId: string, secret: string): { authorization: string } {
  const formEncode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
  const pair = `${formEncode(clientId)}:${formEncode(secret)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function encode(form: Form): string {
  return new URLSearchParams(
    Object.entries(form).filter((member): member is [string, string] => member[1] !== undefined),
  ).toString();
}

const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** RSA keys are slow to make, and servers of one process may share their clients. */
const madeOnce = makeClients();

async function makeClients() {
  const secrets: Record<string, string> = {};
  for (const name of [
    'basic',
    'LOUD',
    'post',
    'hmac',
    'pinned',
    'keyed-basic',
    'es256-with-secret',
    'disabled',
    'chain',
    'chain-twin',
    'chain-hmac',
    'chain-pinned',
  ]) {
    secrets[name] = randomBytes(64).toString('base64url');
  }
  secrets.post = randomBytes(207).toString('base64url');
  secrets['hmac-short'] = randomBytes(30).toString('base64url');
  secrets.post = randomBytes(210).toString('base64url');
  secrets.odd = 'a:b+c%d e&f=g"h\\i ~/?';
  const keys: Record<string, { alg: string; key: CryptoKey; publicKey: JWK }> = {};
  for (const alg of algorithms) keys[alg.toLowerCase()] = await keyPair(alg);
  for (const id of ['chain', 'chain-twin', 'es256-with-secret', 'keyed-basic']) {
    keys[id] = keys.chain ?? (await keyPair('ES256'));
  }
  const jwks = (client: string) => ({ jwks: { keys: [keys[client]?.publicKey] } });
  const secretFile = (client: string) => ({ client_secret_file: client });
  const client = (client_id: string, token_endpoint_auth_method: string, more: object) => ({
    client_id,
    token_endpoint_auth_method,
    scope: 'api read',
    grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
    redirect_uris: ['https://client.example/cb'],
    ...more,
  });
  const clients = [
    client('basic', 'client_secret_basic', secretFile('basic')),
    client('LOUD', 'client_secret_basic', { ...secretFile('LOUD'), grant_types: ['client_credentials'] }),
    client('odd', 'client_secret_basic', secretFile('odd')),
    client('post', 'client_secret_post', secretFile('post')),
    client('hmac', 'client_secret_jwt', secretFile('hmac')),
    client('hmac-short', 'client_secret_jwt', secretFile('hmac-short')),
    client('pinned', 'client_secret_jwt', {
      ...secretFile('pinned'),
      token_endpoint_auth_signing_alg: 'HS256',
    }),
    client('none', 'none', {}),
    client('disabled', 'client_secret_basic', { ...secretFile('disabled'), disabled: true }),
    client('keyed-basic', 'client_secret_basic', { ...secretFile('keyed-basic'), ...jwks('keyed-basic') }),
    client('es256-with-secret', 'private_key_jwt', {
      ...secretFile('es256-with-secret'),
      ...jwks('es256-with-secret'),
    }),
    ...['chain', 'chain-twin'].map((id) =>
      client(id, 'client_secret_basic', {
        authproof_auth_chain: ['client_secret_basic', 'private_key_jwt'],
        ...secretFile(id),
        ...jwks(id),
      }),
    ),
    client('chain-hmac', 'client_secret_jwt', {
      authproof_auth_chain: ['client_secret_jwt', 'client_secret_post'],
      grant_types: ['client_credentials'],
      ...secretFile('chain-hmac'),
    }),
    client('chain-pinned', 'client_secret_jwt', {
      authproof_auth_chain: ['client_secret_jwt', 'client_secret_post'],
      token_endpoint_auth_signing_alg: 'HS256',
      grant_types: ['client_credentials'],
      ...secretFile('chain-pinned'),
    }),
    ...algorithms.map((alg) => client(alg.toLowerCase(), 'private_key_jwt', jwks(alg.toLowerCase()))),
  ];
  return { clients, secrets, keys };
}

async function keyPair(alg: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, key: privateKey, publicKey: { ...(await exportJWK(publicKey)), kid: randomUUID() } };
}
