import type { JWK } from 'jose';
import type { ClientAuthMethod, ClientFixture, OAuthDescription } from '../target/description.ts';
import type { ClientTraits } from './client.ts';
import { publicJwk } from './jwk.ts';

/** What a client is to be registered as: by one method, with one key at most. */
export type Wanted = {
  method: ClientAuthMethod;
  alg: string | null;
  /** Sent as token_endpoint_auth_signing_alg. */
  pinned: string | null;
  /** Where its keys are published. */
  jwksUri: string | null;
  /** Asked for, where servers make them themselves. */
  secret: string | null;
  key: JWK | null;
  /** Grant types beyond those of the request that probes it and of a pushed one. */
  grants: readonly string[];
};

/** Whether a registration can ask for these traits at all. */
export function canAskFor({ chain, owns, secretWith, secret, secretUnder }: ClientTraits): boolean {
  return !(chain || owns || secretWith || secret || secretUnder);
}

/** RFC 7591 §2 */
export function metadataOf(
  wanted: Wanted,
  { grant, redirectUri }: OAuthDescription,
): Record<string, unknown> {
  const { method, pinned, jwksUri, secret, key, grants } = wanted;
  return {
    client_name: 'authproof case',
    token_endpoint_auth_method: method,
    grant_types: [...new Set([grant.grant_type, ...(redirectUri ? ['authorization_code'] : []), ...grants])],
    response_types: redirectUri ? ['code'] : [],
    redirect_uris: redirectUri ? [redirectUri] : [],
    ...(grant.scope ? { scope: grant.scope } : {}),
    ...(pinned ? { token_endpoint_auth_signing_alg: pinned } : {}),
    ...(secret ? { client_secret: secret } : {}),
    ...(jwksUri ? { jwks_uri: jwksUri } : key ? { jwks: { keys: [publicJwk(key)] } } : {}),
  };
}

/** The client that a registration made. */
export function fixtureOf(
  { method, alg, pinned, key, jwksUri }: Wanted,
  { client_id, client_secret }: Record<string, unknown>,
): ClientFixture {
  return {
    id: String(client_id),
    methods: [method],
    chain: null,
    alg,
    pinned: pinned ?? 'none',
    secret: typeof client_secret === 'string' ? client_secret : null,
    key,
    jwksUri: jwksUri === null ? null : { serve: jwksUri },
    state: 'enabled',
    scopes: null,
    grants: null,
  };
}
