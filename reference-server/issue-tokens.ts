import { randomBytes, randomUUID } from 'node:crypto';
import type { AuthenticatedClient } from './authenticate-client.ts';
import type { Granted } from './grants/granted.ts';
import type { Services } from './services.ts';

/** How long an access token is good for. */
export const accessTokenSeconds = 300;

/** A JWT access token (RFC 9068 §2), its jti recorded. */
export async function issueAccessToken(
  { issuer, clock, rules, signingKey, accessTokens }: Services,
  { client, methods }: AuthenticatedClient,
  { scope, subject, grantId }: Granted,
): Promise<string> {
  const issuedAt = Math.floor(clock.now() / 1000);
  const expiresAt = issuedAt + accessTokenSeconds;
  const id = randomUUID();
  const token = signingKey.sign('at+jwt', {
    iss: issuer,
    sub: subject,
    aud: issuer,
    client_id: rules.tokenClientId(client),
    // A claim of our own: what the client showed to get it.
    authproof_client_auth: methods,
    ...(scope === '' ? {} : { scope }),
    jti: id,
    iat: issuedAt,
    exp: expiresAt,
  });
  await accessTokens.record({
    id,
    clientId: client.id,
    scope,
    issuedAt: issuedAt * 1000,
    expiresAt: expiresAt * 1000,
    grantId,
  });
  return token;
}

/** 256 random bits (RFC 6749 §10.10), kept as a digest. */
export async function issueRefreshToken(
  { clock, refreshTokens }: Services,
  { grantId }: Granted,
): Promise<string> {
  if (grantId === undefined) throw new Error('a refresh token belongs to a grant');
  const token = randomBytes(32).toString('base64url');
  await refreshTokens.record(token, { grantId, issuedAt: clock.now() });
  return token;
}
