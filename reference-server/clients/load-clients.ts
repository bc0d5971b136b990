import { createPublicKey } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import * as z from 'zod';
import { InvalidConfiguration } from '../errors.ts';
import { readJsonFile, readSecretFile } from '../keys/read-json-file.ts';
import { algorithmsOf, authenticationMethods, hmacKeyBytes, keyFitsAlgorithm } from '../rules/algorithms.ts';
import { grantTypes } from '../rules/grants.ts';
import type { Registration } from '../storage/clients.ts';

const Jwk = z
  .object({
    kty: z.enum(['RSA', 'EC', 'OKP'], 'a public key of type RSA, EC or OKP is wanted'),
    kid: z.string().min(1).exactOptional(),
    alg: z.string().exactOptional(),
    use: z.literal('sig').exactOptional(),
    key_ops: z.tuple([z.literal('verify')]).exactOptional(),
    crv: z.string().exactOptional(),
    n: z.base64url().exactOptional(),
    e: z.base64url().exactOptional(),
    x: z.base64url().exactOptional(),
    y: z.base64url().exactOptional(),
    d: z.never('this is a private key; register its public half').exactOptional(),
  })
  .superRefine((jwk, context) => {
    const problem = weaknessOf(jwk);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

/** RFC 6749 §3.1.2: absolute and without a fragment. RFC 8252 §7: plain http on loopback only. */
const RedirectUri = z
  .url('an absolute URI is wanted')
  .refine((uri) => !uri.includes('#'), 'no fragment is allowed')
  .refine((uri) => /^(?!http:)|^http:\/\/(127\.0\.0\.1|\[::1\])[:/]/.test(uri), 'https is wanted');

/** RFC 7591 §2 names. Here grant_types defaults to what a machine needs. */
const ClientMetadata = z.strictObject({
  client_id: z.string().regex(/^[\x20-\x7e]{1,256}$/, 'up to 256 printable ASCII characters are wanted'),
  token_endpoint_auth_method: z.enum(authenticationMethods),
  token_endpoint_auth_signing_alg: z.string().exactOptional(),
  client_secret_file: z.string().min(1).exactOptional(),
  jwks: z.strictObject({ keys: z.array(Jwk).min(1) }).exactOptional(),
  scope: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'words parted by one space are wanted')
    .exactOptional(),
  grant_types: z.array(z.enum(grantTypes)).default(['client_credentials']),
  response_types: z.array(z.literal('code')).exactOptional(),
  redirect_uris: z.array(RedirectUri).default([]),
  disabled: z.boolean().default(false),
});

type Metadata = z.output<typeof ClientMetadata>;

/**
 * Reads the clients file and the secret files it names (relative to it).
 * @throws {InvalidConfiguration} naming file, index and key
 */
export async function loadClients(path: string): Promise<Registration[]> {
  const clients = await readJsonFile(path, z.array(ClientMetadata) as z.ZodType<Metadata[]>);
  const seen = new Set<string>();
  const registrations: Registration[] = [];
  for (const [index, client] of clients.entries()) {
    const refuse = (key: string, problem: string) =>
      new InvalidConfiguration(`${basename(path)}: [${index}].${key}: ${problem}`);
    if (seen.has(client.client_id)) throw refuse('client_id', 'this identifier is taken');
    seen.add(client.client_id);
    checkKeys(client, refuse);
    const secret = client.client_secret_file
      ? await readSecretFile(resolve(dirname(path), client.client_secret_file))
      : undefined;
    checkSecret(client, secret, refuse);
    registrations.push({
      id: client.client_id,
      method: client.token_endpoint_auth_method,
      pinnedAlgorithm: client.token_endpoint_auth_signing_alg,
      secret,
      keys: client.jwks?.keys ?? [],
      scopes: client.scope?.split(' ') ?? [],
      grantTypes: client.grant_types,
      redirectUris: client.redirect_uris,
      enabled: !client.disabled,
    });
  }
  return registrations;
}

type Refuse = (key: string, problem: string) => InvalidConfiguration;

function checkKeys(client: Metadata, refuse: Refuse): void {
  const { token_endpoint_auth_method: method, token_endpoint_auth_signing_alg: pinned, jwks } = client;
  const keys = jwks?.keys ?? [];
  if (method === 'private_key_jwt' && keys.length === 0) throw refuse('jwks', `${method} needs a public key`);
  const kids = keys.map(({ kid }) => kid);
  if (keys.length > 1 && (kids.includes(undefined) || new Set(kids).size < keys.length)) {
    throw refuse('jwks.keys', 'with several keys, each needs a kid of its own');
  }
  if (pinned === undefined) return;
  if (!algorithmsOf(method).includes(pinned)) {
    throw refuse('token_endpoint_auth_signing_alg', `${method} cannot be used with ${pinned}`);
  }
  if (method === 'private_key_jwt' && !keys.some((key) => keyFitsAlgorithm(key, pinned))) {
    throw refuse('token_endpoint_auth_signing_alg', `no registered key fits ${pinned}`);
  }
}

function checkSecret(client: Metadata, secret: string | undefined, refuse: Refuse): void {
  const { token_endpoint_auth_method: method, token_endpoint_auth_signing_alg: pinned } = client;
  if (secret === undefined) {
    if (method.startsWith('client_secret_')) throw refuse('client_secret_file', `${method} needs a secret`);
    return;
  }
  if (method === 'none') throw refuse('client_secret_file', 'a public client has no secret');
  // RFC 6749 §A.2
  if (!/^[\x20-\x7e]*$/.test(secret)) throw refuse('client_secret_file', 'printable ASCII is wanted');
  const least = method === 'client_secret_jwt' ? (hmacKeyBytes[pinned ?? 'HS256'] ?? 32) : 16;
  if (secret.length < least) {
    throw refuse('client_secret_file', `the secret is too short, at least ${least} characters are wanted`);
  }
}

/** RFC 7518 §3.3 for the size; importing finds points off the curve and missing members. */
function weaknessOf(jwk: z.output<typeof Jwk>): string | undefined {
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const bits = asymmetricKeyDetails?.modulusLength;
    return bits !== undefined && bits < 2048 ? `RSA keys need 2048 bits, this one has ${bits}` : undefined;
  } catch {
    return 'this is no valid public key';
  }
}
