import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { RequestRefused } from '../errors.ts';
import type { Services } from '../services.ts';
import type { RegisteredMetadata } from '../storage/client-registrations.ts';
import { checkKeys, registeredMethods, sharedMetadata } from './client-metadata.ts';

/** RFC 7591 §2. Members that are not listed are ignored, as it wants. */
const RegistrationRequest = z.object({
  ...sharedMetadata,
  token_endpoint_auth_method: sharedMetadata.token_endpoint_auth_method
    .exclude(['none'], 'only clients that can authenticate are served')
    .default('client_secret_basic'),
  grant_types: sharedMetadata.grant_types.default(['authorization_code']),
  client_name: z.string().max(200).exactOptional(),
  client_secret: z.string().exactOptional(),
});

/**
 * Registers a client and answers all that it is told: a secret and the token to manage it by are told this once.
 * @throws {RequestRefused} invalid_client_metadata or invalid_redirect_uri (RFC 7591 §3.2.2)
 */
export async function registerClient(services: Services, body: unknown): Promise<RegisteredMetadata> {
  const { rules, clock, clients, clientRegistrations, issuer } = services;
  const wanted = RegistrationRequest.safeParse(body);
  if (!wanted.success) throw refusalOf(wanted.error);
  const { client_secret: chosen, ...asked } = wanted.data;
  checkKeys(asked, rules.keyWeakness, refuse);
  if (asked.grant_types.includes('authorization_code') && asked.redirect_uris.length === 0) {
    throw new RequestRefused('invalid_redirect_uri', 'redirect_uris: a client that gets codes needs one');
  }
  const scopes = asked.scope?.split(' ') ?? [];
  if (!rules.scopesRegistrable(scopes, services.registration?.scopes ?? [])) {
    throw refuse('scope', 'it goes beyond what may be registered');
  }

  const { token_endpoint_auth_method: method, token_endpoint_auth_signing_alg: pinnedAlgorithm } = asked;
  const id = randomUUID();
  const methods = registeredMethods(asked);
  const needsSecret = methods.some((one) => one.startsWith('client_secret_'));
  // Where client_secret_jwt is not pinned, the secret must do for the longest algorithm.
  const leastBytes = methods.includes('client_secret_jwt')
    ? rules.leastSecretBytes(pinnedAlgorithm ?? 'HS512')
    : undefined;
  const secret = needsSecret ? rules.newClientSecret(leastBytes ?? 32, chosen) : undefined;
  if (chosen !== undefined && secret === undefined) {
    throw refuse('client_secret', 'secrets are made by the server');
  }
  const token = randomBytes(32).toString('base64url');
  const now = clock.now();
  const metadata = { client_id: id, client_id_issued_at: Math.floor(now / 1000), ...asked };
  await clientRegistrations.record(id, token, metadata, now);
  const { redirect_uris: redirectUris, grant_types: grantTypes, jwks_uri: jwksUri } = asked;
  const keys = asked.jwks?.keys ?? [];
  await clients.add(
    {
      id,
      method,
      chain: asked.authproof_auth_chain,
      pinnedAlgorithm,
      secret,
      keys,
      jwksUri,
      scopes,
      grantTypes,
      redirectUris,
      enabled: true,
    },
    now,
  );
  return {
    ...metadata,
    ...(secret === undefined ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
    ...management(issuer, id, token),
  };
}

/** RFC 7592 §3 */
export function management(issuer: string, id: string, token: string): RegisteredMetadata {
  return {
    registration_client_uri: `${issuer}/oauth/register/${encodeURIComponent(id)}`,
    registration_access_token: token,
  };
}

function refuse(place: string, problem: string): RequestRefused {
  return new RequestRefused('invalid_client_metadata', `${place}: ${problem}`);
}

/** Names the places, and never quotes what stands there. */
function refusalOf({ issues }: z.ZodError): RequestRefused {
  const problems = issues
    .map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`)
    .join('; ');
  const code = issues.every(({ path }) => path[0] === 'redirect_uris')
    ? 'invalid_redirect_uri'
    : 'invalid_client_metadata';
  return new RequestRefused(code, problems);
}
