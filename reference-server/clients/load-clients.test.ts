import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { InvalidConfiguration } from '../errors.ts';
import { loadClients } from './load-clients.ts';

const folder = await mkdtemp(join(tmpdir(), 'clients-'));
afterAll(() => rm(folder, { recursive: true }));
const file = join(folder, 'clients.json');

async function load(clients: unknown, secret = 's'.repeat(32)) {
  await writeFile(join(folder, 'secret'), secret);
  await writeFile(file, typeof clients === 'string' ? clients : JSON.stringify(clients));
  return loadClients(file);
}

const jwk = ({ publicKey }: ReturnType<typeof generateKeyPairSync>, more: object = {}) => ({
  ...publicKey.export({ format: 'jwk' }),
  ...more,
});
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const withKeys = (keys: unknown[], more: object = {}) => [
  { client_id: 'a', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys }, ...more },
];
const withSecret = (method: string, more: object = {}) => [
  { client_id: 'a', token_endpoint_auth_method: method, client_secret_file: 'secret', ...more },
];

test('metadata become a registration', async () => {
  const [client] = await load(
    withSecret('client_secret_jwt', { scope: 'a b', token_endpoint_auth_signing_alg: 'HS256' }),
  );
  expect(client).toEqual({
    id: 'a',
    method: 'client_secret_jwt',
    chain: undefined,
    pinnedAlgorithm: 'HS256',
    secret: 's'.repeat(32),
    keys: [],
    jwksUri: undefined,
    scopes: ['a', 'b'],
    grantTypes: ['client_credentials'],
    redirectUris: [],
    enabled: true,
  });
});

test('one trailing newline of a secret file is dropped, spaces are not', async () => {
  const [client] = await load(withSecret('client_secret_basic'), ` ${'s'.repeat(16)} \n`);
  expect(client?.secret).toBe(` ${'s'.repeat(16)} `);
});

test('a key client may own a secret, and a secret client a key', async () => {
  expect((await load(withKeys([jwk(ec)], { client_secret_file: 'secret' })))[0]?.secret).toBeDefined();
  const [client] = await load(withSecret('client_secret_basic', { jwks: { keys: [jwk(ec)] } }));
  expect(client?.keys).toHaveLength(1);
});

const refused: [string, unknown, string, string?][] = [
  ['no JSON', '[{', 'clients.json: not valid JSON'],
  ['no array', {}, 'clients.json: Invalid input'],
  ['an unknown key', withSecret('client_secret_basic', { colour: 1 }), '[0]: Unrecognized key: "colour"'],
  ['an unknown method', withSecret('tls_client_auth'), '[0].token_endpoint_auth_method'],
  [
    'an identifier taken twice',
    [...withSecret('client_secret_basic'), ...withSecret('client_secret_post')],
    '[1].client_id',
  ],
  [
    'a secret client without a secret',
    [{ client_id: 'a', token_endpoint_auth_method: 'client_secret_basic' }],
    '[0].client_secret_file',
  ],
  ['a public client with a secret', withSecret('none'), '[0].client_secret_file'],
  [
    'a missing secret file',
    withSecret('client_secret_basic', { client_secret_file: 'nowhere' }),
    'nowhere: cannot be read',
  ],
  [
    'a short secret',
    withSecret('client_secret_basic'),
    '[0].client_secret_file: the secret is too short',
    's'.repeat(15),
  ],
  ['a short HMAC secret', withSecret('client_secret_jwt'), 'at least 32 characters', 's'.repeat(31)],
  [
    'an HMAC secret too short for its algorithm',
    withSecret('client_secret_jwt', { token_endpoint_auth_signing_alg: 'HS512' }),
    'at least 64 characters',
  ],
  ['a secret that is not ASCII', withSecret('client_secret_basic'), 'printable ASCII', 'ß'.repeat(32)],
  ['no keys', withKeys([]), '[0].jwks.keys'],
  ['keys in two places', withKeys([jwk(ec)], { jwks_uri: 'https://a.example/' }), '[0].jwks_uri'],
  ['a jwks_uri over plain http', withSecret('none', { jwks_uri: 'http://a.example/' }), 'https'],
  [
    'a short RSA key',
    withKeys([jwk(generateKeyPairSync('rsa', { modulusLength: 1024 }))]),
    '[0].jwks.keys.0: RSA keys need 2048 bits',
  ],
  ['a private key', withKeys([ec.privateKey.export({ format: 'jwk' })]), '[0].jwks.keys.0.d'],
  ['a symmetric key', withKeys([{ kty: 'oct', k: 'AAAA' }]), '[0].jwks.keys.0.kty'],
  [
    'a point off the curve',
    withKeys([{ ...jwk(ec), x: jwk(ec).y }]),
    '[0].jwks.keys.0: this is no valid public key',
  ],
  ['a key for encryption', withKeys([jwk(ec, { use: 'enc' })]), '[0].jwks.keys.0.use'],
  [
    'two keys of one kid',
    withKeys([jwk(ec, { kid: 'k' }), jwk(ec, { kid: 'k' })]),
    '[0].jwks.keys: with several keys',
  ],
  [
    'an algorithm of another method',
    withKeys([jwk(ec)], { token_endpoint_auth_signing_alg: 'HS256' }),
    '[0].token_endpoint_auth_signing_alg',
  ],
  [
    'a chain of two secrets',
    withSecret('client_secret_basic', {
      authproof_auth_chain: ['client_secret_basic', 'client_secret_post'],
    }),
    '[0].authproof_auth_chain: one of client_secret_basic, client_secret_post with one of',
  ],
  [
    'a chain that does not begin with the method',
    withSecret('client_secret_post', { authproof_auth_chain: ['client_secret_basic', 'client_secret_jwt'] }),
    '[0].token_endpoint_auth_method: the chain begins with client_secret_basic',
  ],
  [
    'a chain without its key',
    withSecret('client_secret_basic', { authproof_auth_chain: ['client_secret_basic', 'private_key_jwt'] }),
    '[0].jwks: private_key_jwt needs a public key',
  ],
  [
    'a redirect_uri with a fragment',
    withSecret('none', { redirect_uris: ['https://a.example/#'] }),
    'fragment',
  ],
  ['a redirect_uri over plain http', withSecret('none', { redirect_uris: ['http://a.example/'] }), 'https'],
  ['a redirect_uri that is relative', withSecret('none', { redirect_uris: ['/cb'] }), 'absolute'],
  [
    'an algorithm that no key fits',
    withKeys([jwk(ec)], { token_endpoint_auth_signing_alg: 'PS256' }),
    'no registered key fits PS256',
  ],
];

test.for(refused)('%s is refused, naming the place', async ([, clients, message, secret]) => {
  const error = await load(clients, secret).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(InvalidConfiguration);
  expect(String(error)).toContain(message);
});

test('an error never quotes a secret', async () => {
  const error = await load(withSecret('client_secret_basic'), 'canary').catch((error: unknown) => error);
  expect(String(error)).not.toContain('canary');
});
