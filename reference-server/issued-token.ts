import type { Services } from './services.ts';

/** A token that somebody shows us and that is ours, live or not. Times in epoch milliseconds. */
export interface IssuedToken {
  kind: 'access' | 'refresh';
  clientId: string;
  subject: string;
  scope: string;
  issuedAt: number;
  expiresAt: number;
  /** Revoked or used up. */
  endedAt: number | undefined;
  /** The jti of an access token. */
  id: string | undefined;
  grantId: string | undefined;
}

/** Undefined for any text that is no token of ours: its signature or its record is missing. */
export async function issuedToken(
  { signingKey, accessTokens, refreshTokens }: Services,
  token: string,
): Promise<IssuedToken | undefined> {
  const jti = signingKey.claimsOf('at+jwt', token)?.jti;
  const access = typeof jti === 'string' ? await accessTokens.find(jti) : undefined;
  if (access) return { kind: 'access', ...access, endedAt: access.revokedAt };
  const refresh = await refreshTokens.find(token);
  if (!refresh) return undefined;
  const { grant, issuedAt, usedAt } = refresh;
  const { clientId, subject, scope, expiresAt, id: grantId } = grant;
  const endedAt = usedAt ?? grant.revokedAt;
  return { kind: 'refresh', clientId, subject, scope, issuedAt, expiresAt, endedAt, id: undefined, grantId };
}

/** Ends an access token alone, a refresh token with all that its grant gave (RFC 7009 §2.1). */
export async function endToken({ accessTokens, grants, clock }: Services, token: IssuedToken): Promise<void> {
  const { kind, id, grantId } = token;
  if (kind === 'access' && id !== undefined) await accessTokens.revoke(id, clock.now());
  if (kind === 'refresh' && grantId !== undefined) await grants.revoke(grantId, clock.now());
}
