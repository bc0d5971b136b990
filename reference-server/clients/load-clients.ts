import { basename, dirname, resolve } from 'node:path';
import * as z from 'zod';
import { InvalidConfiguration } from '../errors.ts';
import { readJsonFile, readSecretFile } from '../keys/read-json-file.ts';
import { hmacKeyBytes } from '../rules/algorithms.ts';
import { keyWeakness } from '../rules/keys.ts';
import type { Registration } from '../storage/clients.ts';
import { checkKeys, type Refuse, registeredMethods, sharedMetadata } from './client-metadata.ts';

/** RFC 7591 §2 names. Here grant_types defaults to what a machine needs. */
const ClientMetadata = z.strictObject({
  ...sharedMetadata,
  client_id: z.string().regex(/^[\x20-\x7e]{1,256}$/, 'up to 256 printable ASCII characters are wanted'),
  client_secret_file: z.string().min(1).exactOptional(),
  grant_types: sharedMetadata.grant_types.default(['client_credentials']),
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
    checkKeys(client, keyWeakness, refuse);
    const secret = client.client_secret_file
      ? await readSecretFile(resolve(dirname(path), client.client_secret_file))
      : undefined;
    checkSecret(client, secret, refuse);
    registrations.push({
      id: client.client_id,
      method: client.token_endpoint_auth_method,
      chain: client.authproof_auth_chain,
      pinnedAlgorithm: client.token_endpoint_auth_signing_alg,
      secret,
      keys: client.jwks?.keys ?? [],
      jwksUri: client.jwks_uri,
      scopes: client.scope?.split(' ') ?? [],
      grantTypes: client.grant_types,
      redirectUris: client.redirect_uris,
      enabled: !client.disabled,
    });
  }
  return registrations;
}

function checkSecret(client: Metadata, secret: string | undefined, refuse: Refuse): void {
  const pinned = client.token_endpoint_auth_signing_alg;
  const methods = registeredMethods(client);
  if (secret === undefined) {
    const needing = methods.find((method) => method.startsWith('client_secret_'));
    if (needing) throw refuse('client_secret_file', `${needing} needs a secret`);
    return;
  }
  if (methods.includes('none')) throw refuse('client_secret_file', 'a public client has no secret');
  // RFC 6749 §A.2
  if (!/^[\x20-\x7e]*$/.test(secret)) throw refuse('client_secret_file', 'printable ASCII is wanted');
  const least = methods.includes('client_secret_jwt') ? (hmacKeyBytes[pinned ?? 'HS256'] ?? 32) : 16;
  if (secret.length < least) {
    throw refuse('client_secret_file', `the secret is too short, at least ${least} characters are wanted`);
  }
}
