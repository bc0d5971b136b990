import type { Services } from './services.ts';
import type { AccessTokenRecord } from './storage/access-tokens.ts';

/** What is known of a token that somebody shows us: undefined where its signature or its record is not ours. */
export async function issuedToken(
  { signingKey, accessTokens }: Services,
  token: string,
): Promise<AccessTokenRecord | undefined> {
  const claims = await signingKey.claimsOf('at+jwt', token);
  return claims?.jti === undefined ? undefined : accessTokens.find(claims.jti);
}
