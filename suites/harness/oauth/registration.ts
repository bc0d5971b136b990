import type { JWK } from 'jose';
import type { Answer, OutgoingRequest } from '../http/send.ts';
import {
  type ClientAuthMethod,
  type ClientFixture,
  clientAuthMethods,
  type OAuthDescription,
} from '../target/description.ts';
import type { ClientTraits } from './client.ts';
import { publicJwk } from './jwk.ts';
import { profileRegistrable } from './profile-traits.ts';
import { jsonOf } from './reply.ts';
import { wantedScope } from './wanted-scope.ts';

/** What a client is to be registered as: by one method, with one key to sign by at most. */
export type Wanted = {
  method: ClientAuthMethod;
  alg: string | null;
  /** Sent as token_endpoint_auth_signing_alg. */
  pinned: string | null;
  grants: string[];
  /** Where its keys are published. */
  jwksUri: string | null;
  /** Asked for, where servers make them themselves. */
  secret: string | null;
  key: JWK | null;
  /** Another one that stands before it. */
  keyBefore: JWK | null;
};

/** Whether a registration can ask for these traits at all. */
export function canAskFor(traits: ClientTraits): boolean {
  const { chain, owns, secretWith, secret, secretUnder } = traits;
  return profileRegistrable(traits) && !(chain || owns || secretWith || secret || secretUnder);
}

/**
 * No more than is needed, for some servers register a client for one grant alone: those that a case names, or the probing
 * grant, and codes where requests are pushed. A client that must not have the probing grant is registered for codes.
 */
export function grantsFor(
  { withoutGrant, grants }: ClientTraits,
  { grant, redirectUri }: OAuthDescription,
  pushes: boolean,
): string[] {
  const codes = redirectUri && (pushes || withoutGrant) ? ['authorization_code'] : [];
  const types = new Set(grants ?? [grant.grant_type ?? '', ...codes]);
  return [...types].filter((type) => type !== withoutGrant);
}

/** RFC 7591 §2 */
export function metadataOf(wanted: Wanted, description: OAuthDescription): Record<string, unknown> {
  const { method, pinned, grants, jwksUri, secret, key, keyBefore } = wanted;
  const { redirectUri } = description;
  const keys = [keyBefore, key].flatMap((one) => (one ? [publicJwk(one)] : []));
  return {
    client_name: 'authproof case',
    token_endpoint_auth_method: method,
    grant_types: grants,
    response_types: grants.includes('authorization_code') ? ['code'] : [],
    redirect_uris: redirectUri ? [redirectUri] : [],
    ...wantedScope(description, { refreshToken: grants.includes('refresh_token') }),
    ...(pinned ? { token_endpoint_auth_signing_alg: pinned } : {}),
    ...(secret ? { client_secret: secret } : {}),
    ...(jwksUri ? { jwks_uri: jwksUri } : keys.length > 0 ? { jwks: { keys } } : {}),
  };
}

export function registrationRequest(
  url: string,
  { initialAccessToken }: { initialAccessToken: string | null },
  metadata: Record<string, unknown>,
): OutgoingRequest {
  const headers: [string, string][] = [
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
    ...(initialAccessToken
      ? [['Authorization', `Bearer ${initialAccessToken}`] satisfies [string, string]]
      : []),
  ];
  return { method: 'POST', url, headers, body: JSON.stringify(metadata) };
}

const refusalsOfMetadata = new Set([
  ...['invalid_redirect_uri', 'invalid_client_metadata'], // RFC 7591 §3.2.2
  ...['invalid_software_statement', 'unapproved_software_statement'],
]);

/** Whether it tells what became of them, or to come back later. Anything else may be a fault that passes. */
export function isAboutItsMetadata(answer: Answer): boolean {
  const json = jsonOf(answer);
  const isMade = typeof json?.client_id === 'string';
  return isMade || answer.status === 429 || refusalsOfMetadata.has(String(json?.error));
}

/** The client that a registration made, which may be another than was asked for (RFC 7591 §3.2.1). */
export function fixtureOf(
  { method, alg, pinned, grants, key, jwksUri }: Wanted,
  made: Record<string, unknown>,
  { grant }: OAuthDescription,
): ClientFixture {
  const { client_id, client_secret, grant_types } = made;
  const { token_endpoint_auth_method, token_endpoint_auth_signing_alg } = made;
  const scope = made.scope ?? grant.scope;
  return {
    id: String(client_id),
    methods: clientAuthMethods.filter((one) => one === (token_endpoint_auth_method || method)),
    chain: null,
    alg,
    pinned: String(token_endpoint_auth_signing_alg || pinned || 'none'),
    secret: typeof client_secret === 'string' ? client_secret : null,
    key,
    jwksUri: jwksUri === null ? null : { serve: jwksUri },
    state: 'enabled',
    scopes: scope === undefined ? null : String(scope).split(' ').filter(Boolean),
    grants: Array.isArray(grant_types) ? grant_types.map(String) : grants,
  };
}

/** Of what the server names in its answer. */
export function isAsAsked(made: ClientFixture, { method, alg, pinned }: Wanted): boolean {
  const isFree = pinned === null && (made.pinned === 'none' || alg === null);
  return made.methods.includes(method) && (made.pinned === pinned || isFree);
}
