import { randomUUID } from 'node:crypto';
import type { Services } from './services.ts';
import type { Client } from './storage/clients.ts';

/** How long an access token is good for. */
export const accessTokenSeconds = 300;

/** A JWT access token for the client's own use (RFC 9068 §2), its jti recorded. */
export async function issueAccessToken(
  { issuer, clock, signingKey, accessTokens }: Services,
  client: Client,
  scope: string,
): Promise<string> {
  const issuedAt = Math.floor(clock.now() / 1000);
  const expiresAt = issuedAt + accessTokenSeconds;
  const id = randomUUID();
  const token = await signingKey.sign('at+jwt', {
    iss: issuer,
    sub: client.id,
    aud: issuer,
    client_id: client.id,
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
  });
  return token;
}
