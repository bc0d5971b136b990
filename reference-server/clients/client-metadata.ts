import type { JWK } from 'jose';
import * as z from 'zod';
import {
  type AuthenticationMethod,
  algorithmsOf,
  authenticationMethods,
  keyFitsAlgorithm,
  methodsOf,
} from '../rules/algorithms.ts';
import { grantTypes } from '../rules/grants.ts';

export const PublicJwk = z.object({
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
});

/** RFC 8252 §7: plain http on loopback only, where nobody listens in. */
const overTls = (uri: string) => /^(?!http:)|^http:\/\/(127\.0\.0\.1|\[::1\])[:/]/.test(uri);

/** RFC 6749 §3.1.2: absolute and without a fragment. */
const RedirectUri = z
  .url('an absolute URI is wanted')
  .refine((uri) => !uri.includes('#'), 'no fragment is allowed')
  .refine(overTls, 'https is wanted');

/** RFC 7591 §2 */
const JwksUri = z
  .url({ protocol: /^https?$/, error: 'an https URL is wanted' })
  .refine(overTls, 'https is wanted');

const bySecret = ['client_secret_basic', 'client_secret_post'];
const byAssertion = ['client_secret_jwt', 'private_key_jwt'];

/** A member of our own: methods that must all succeed in one request. More than two don't fit into one. */
const Chain = z
  .array(z.enum(authenticationMethods))
  .refine(
    (chain) =>
      chain.length === 2 && [bySecret, byAssertion].every((kind) => chain.some((one) => kind.includes(one))),
    `one of ${bySecret.join(', ')} with one of ${byAssertion.join(', ')} is wanted`,
  );

/** What a client is registered with, whoever registers it (RFC 7591 §2). */
export const sharedMetadata = {
  token_endpoint_auth_method: z.enum(authenticationMethods),
  authproof_auth_chain: Chain.exactOptional(),
  token_endpoint_auth_signing_alg: z.string().exactOptional(),
  jwks: z.strictObject({ keys: z.array(PublicJwk).min(1) }).exactOptional(),
  jwks_uri: JwksUri.exactOptional(),
  scope: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'words parted by one space are wanted')
    .exactOptional(),
  grant_types: z.array(z.enum(grantTypes)),
  response_types: z.array(z.literal('code')).exactOptional(),
  redirect_uris: z.array(RedirectUri).default([]),
};

interface KeyMetadata {
  token_endpoint_auth_method: AuthenticationMethod;
  authproof_auth_chain?: AuthenticationMethod[];
  token_endpoint_auth_signing_alg?: string;
  jwks?: { keys: JWK[] };
  jwks_uri?: string;
}

/** Makes the error for what is wrong at a place of the metadata. */
export type Refuse = (place: string, problem: string) => Error;

/** Keys, their algorithms and the method go together, and no key is weak. Throws what `refuse` makes. */
export function checkKeys(
  client: KeyMetadata,
  keyWeakness: (key: JWK) => string | undefined,
  refuse: Refuse,
): void {
  const { authproof_auth_chain: chain, token_endpoint_auth_signing_alg: pinned } = client;
  const methods = registeredMethods(client);
  if (chain && chain[0] !== client.token_endpoint_auth_method) {
    throw refuse('token_endpoint_auth_method', `the chain begins with ${chain[0]}`);
  }
  const keys = client.jwks?.keys ?? [];
  if (client.jwks && client.jwks_uri !== undefined) throw refuse('jwks_uri', 'goes without jwks only');
  for (const [index, key] of keys.entries()) {
    const weakness = keyWeakness(key);
    if (weakness) throw refuse(`jwks.keys.${index}`, weakness);
  }
  const keyed = methods.includes('private_key_jwt') && client.jwks_uri === undefined;
  if (keyed && keys.length === 0) throw refuse('jwks', 'private_key_jwt needs a public key');
  const kids = keys.map(({ kid }) => kid);
  if (keys.length > 1 && (kids.includes(undefined) || new Set(kids).size < keys.length)) {
    throw refuse('jwks.keys', 'with several keys, each needs a kid of its own');
  }
  if (pinned === undefined) return;
  if (!methods.flatMap(algorithmsOf).includes(pinned)) {
    throw refuse('token_endpoint_auth_signing_alg', `${methods.join(', ')} cannot be used with ${pinned}`);
  }
  if (keyed && !keys.some((key) => keyFitsAlgorithm(key, pinned))) {
    throw refuse('token_endpoint_auth_signing_alg', `no registered key fits ${pinned}`);
  }
}

/** The methods that metadata ask for. */
export function registeredMethods(client: KeyMetadata): readonly AuthenticationMethod[] {
  return methodsOf({ method: client.token_endpoint_auth_method, chain: client.authproof_auth_chain });
}
