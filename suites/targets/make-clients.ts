import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { ClientAuthMethod } from '../harness/target/description.ts';
import { keyAlgorithms } from '../harness/target/key-fit.ts';

/** A client that the operator of a target makes beforehand; its identifier also names its files, unless told otherwise. */
export type Fixture = {
  id: string;
  files?: string;
  method: ClientAuthMethod;
  /** The signing algorithm it is registered for, and no other. */
  pinned?: string;
  secret?: () => string;
  /** The algorithm of its key pair. */
  key?: string;
  /** Its key names no algorithm, so that nothing but `pinned` decides on it. */
  keyWithoutAlg?: true;
  /** Metadata of its own, which win over what its target registers with every client. */
  register?: Record<string, unknown>;
};

/** Long enough for HS512, whose key is at least 64 bytes (RFC 7518 §3.2). */
export const ordinary = () => randomBytes(48).toString('base64url');
/** Every VSCHAR that is neither letter nor digit, and `%41+`, which decodes to something else when that is done twice. */
const special = () =>
  `${randomBytes(12).toString('hex')}: +%41+!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~${randomBytes(4).toString('hex')}`;
/** Longer than the 72 bytes that bcrypt looks at, and than the 255 that many a column of a database holds. */
const long = () => randomBytes(207).toString('base64url');
/** As long as ordinary ones, between spaces that belong to it. */
const spaced = () => ` ${randomBytes(48).toString('base64url')} `;

/** Long enough for HS256, and a byte too short for any other HMAC (RFC 7518 §3.2). */
const shortForMost = () => randomBytes(35).toString('base64url');

/** What `makeClients` makes. A target file lists the same clients. */
export const fixtures: readonly Fixture[] = [
  { id: 'svc-basic', method: 'client_secret_basic', secret: ordinary },
  { id: 'svc-basic-2', method: 'client_secret_basic', secret: ordinary },
  { id: 'svc-basic-special', method: 'client_secret_basic', secret: special },
  { id: 'svc-long-secret', method: 'client_secret_basic', secret: long },
  { id: 'svc-basic-key', method: 'client_secret_basic', secret: ordinary, key: 'ES256' },
  { id: 'svc-post', method: 'client_secret_post', secret: ordinary },
  { id: 'svc-post-2', method: 'client_secret_post', secret: ordinary },
  { id: 'svc-hs256', method: 'client_secret_jwt', pinned: 'HS256', secret: ordinary },
  { id: 'svc-hs256-2', method: 'client_secret_jwt', pinned: 'HS256', secret: ordinary },
  { id: 'svc-hs384', method: 'client_secret_jwt', pinned: 'HS384', secret: ordinary },
  { id: 'svc-hs512', method: 'client_secret_jwt', pinned: 'HS512', secret: ordinary },
  ...keyAlgorithms.map((alg) => keyClient(`svc-${alg.toLowerCase()}`, alg)),
  keyClient('svc-es256-2', 'ES256'),
  { ...keyClient('svc-pinned', 'PS256'), keyWithoutAlg: true },
  { ...keyClient('svc-two', 'ES256'), secret: ordinary },
  { id: 'svc-long-secret-post', method: 'client_secret_post', secret: long },
  { id: 'svc-long-secret-hs256', method: 'client_secret_jwt', pinned: 'HS256', secret: long },
  { id: 'svc-spaced-secret', method: 'client_secret_basic', secret: spaced },
  { id: 'svc-spaced-secret-post', method: 'client_secret_post', secret: spaced },
  { id: 'svc-spaced-secret-hs256', method: 'client_secret_jwt', pinned: 'HS256', secret: spaced },
  // Any HMAC that its secret is long enough for.
  { id: 'svc-hs256-unpinned', method: 'client_secret_jwt', secret: shortForMost },
  { id: 'svc-public', method: 'none' },
  { id: 'svc-wide', method: 'client_secret_basic', secret: ordinary, register: { scope: 'api reports' } },
  {
    id: 'svc-narrow',
    method: 'client_secret_basic',
    secret: ordinary,
    register: { scope: 'api', grant_types: ['client_credentials'], response_types: [] },
  },
  ...caseTwins('basic', { method: 'client_secret_basic', secret: ordinary }),
  ...caseTwins('post', { method: 'client_secret_post', secret: ordinary }),
  ...caseTwins('hs256', { method: 'client_secret_jwt', pinned: 'HS256', secret: ordinary }),
  ...caseTwins('es256', keyClient('', 'ES256')),
];

/** No algorithm is registered that would keep out a credential which is not of their method. */
export const unpinnedFixtures: readonly Fixture[] = [
  { id: 'svc-two-unpinned', method: 'private_key_jwt', key: 'ES256', secret: ordinary },
  { id: 'svc-hs256-key', method: 'client_secret_jwt', key: 'ES256', secret: ordinary },
];

/** Two clients whose identifiers differ in letter case alone; only the first may have the scope reports. */
function caseTwins(name: string, fixture: Omit<Fixture, 'id'>): Fixture[] {
  return [
    { ...fixture, id: `svc-case-${name}`, register: { scope: 'api reports' } },
    // Some file systems take the two names for one.
    { ...fixture, id: `SVC-CASE-${name.toUpperCase()}`, files: `svc-upper-case-${name}` },
  ];
}

function keyClient(id: string, alg: string): Fixture {
  return { id, method: 'private_key_jwt', pinned: alg, key: alg };
}

/** The file of a launch that registers the clients: RFC 7591 names, and `client_secret_file` relative to it. */
export const clientsFileOf = (runDir: string) => join(runDir, 'clients.json');

/**
 * Writes `clients.json`, `keys/<name>.jwk.json` (private keys) and `secrets/<name>` into `runDir`.
 * @param alsoRegister metadata that every client has on this target
 * @param more fixtures that this target alone can have
 * @param common those of all targets that it can have
 */
export async function makeClients(
  runDir: string,
  alsoRegister: Record<string, unknown> = {},
  more: readonly Fixture[] = [],
  common: readonly Fixture[] = fixtures,
): Promise<void> {
  const made = await Promise.all([...common, ...more].map(credentialsOfThisProcess));
  await Promise.all(['keys', 'secrets'].map((folder) => mkdir(join(runDir, folder), { mode: 0o700 })));
  const files = made.flatMap(({ files: name, secret, privateKey }): [path: string, text: string][] => [
    ...(secret ? [[`secrets/${name}`, secret] satisfies [string, string]] : []),
    ...(privateKey ? [[`keys/${name}.jwk.json`, JSON.stringify(privateKey)] satisfies [string, string]] : []),
  ]);
  const registrations = made.map((client) => ({
    ...registrationOf(client),
    ...alsoRegister,
    ...client.fixture.register,
  }));
  files.push(['clients.json', JSON.stringify(registrations, null, 2)]);
  await Promise.all(files.map(([path, text]) => writeSecretFile(join(runDir, path), text)));
}

/** Readable by its owner only. */
export function writeSecretFile(path: string, text: string): Promise<void> {
  return writeFile(path, text, { mode: 0o600, flag: 'wx' });
}

type Credentials = {
  id: string;
  files: string;
  fixture: Fixture;
  secret?: string;
  privateKey?: JWK;
  publicKey?: JWK;
};

const credentials = new Map<Fixture, Promise<Credentials>>();

/** `prove` starts a target hundreds of times, and making RSA keys takes the better part of a second each time. */
function credentialsOfThisProcess(fixture: Fixture): Promise<Credentials> {
  const made = credentials.get(fixture) ?? makeCredentials(fixture);
  credentials.set(fixture, made);
  return made;
}

async function makeCredentials(fixture: Fixture): Promise<Credentials> {
  const { id, files = id, secret, key: alg } = fixture;
  const made: Credentials = { id, files, fixture, ...(secret ? { secret: secret() } : {}) };
  if (!alg) return made;
  const pair = await generateKeyPair(alg, { extractable: true });
  // The kid is new in each run, so that no server takes a key that it remembers from the last one.
  const named = { kid: `${id}-${randomUUID()}`, use: 'sig', ...(fixture.keyWithoutAlg ? {} : { alg }) };
  return {
    ...made,
    privateKey: { ...(await exportJWK(pair.privateKey)), ...named },
    publicKey: { ...(await exportJWK(pair.publicKey)), ...named },
  };
}

function registrationOf({ id, files, fixture, secret, publicKey }: Credentials): Record<string, unknown> {
  return {
    client_id: id,
    token_endpoint_auth_method: fixture.method,
    ...(fixture.pinned ? { token_endpoint_auth_signing_alg: fixture.pinned } : {}),
    ...(secret ? { client_secret_file: `secrets/${files}` } : {}),
    ...(publicKey ? { jwks: { keys: [publicKey] } } : {}),
    grant_types: ['client_credentials'],
    scope: 'api',
  };
}
