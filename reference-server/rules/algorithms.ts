import type { JWK } from 'jose';

export const authenticationMethods = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none',
] as const;

/** RFC 7591 §2, RFC 7523 §2.2, OIDC Core §9. */
export type AuthenticationMethod = (typeof authenticationMethods)[number];

/** What a client must authenticate by: all of a chain, or its one method. */
export function methodsOf(client: {
  method: AuthenticationMethod;
  chain: readonly AuthenticationMethod[] | undefined;
}): readonly AuthenticationMethod[] {
  return client.chain ?? [client.method];
}

/** RFC 7518 §3.2: the digest's size in bytes is also the least size of the key. */
export const hmacKeyBytes: Readonly<Record<string, number>> = { HS256: 32, HS384: 48, HS512: 64 };

/** The key type (and curve) that an algorithm needs (RFC 7518 §3.3 to §3.5, RFC 8037 §3.1). */
const keyTypes: Readonly<Record<string, { kty: string; crv?: string }>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
};

export const hmacAlgorithms: readonly string[] = Object.keys(hmacKeyBytes);
export const keyAlgorithms: readonly string[] = Object.keys(keyTypes);

/** The algorithms a method can be used with: shared secrets sign by HMAC, key pairs by everything else. */
export function algorithmsOf(method: AuthenticationMethod): readonly string[] {
  if (method === 'client_secret_jwt') return hmacAlgorithms;
  return method === 'private_key_jwt' ? keyAlgorithms : [];
}

/** Whether a registered key may verify signatures of this algorithm (RFC 7517 §4.1 to §4.4). */
export function keyFitsAlgorithm(key: JWK, alg: string): boolean {
  const wanted = keyTypes[alg];
  if (!wanted || key.kty !== wanted.kty || key.crv !== wanted.crv) return false;
  return key.alg === undefined || key.alg === alg;
}
