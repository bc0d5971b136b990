import type { AuthorizationCode } from '../storage/authorization-codes.ts';
import type { Client } from '../storage/clients.ts';
import type { Grant } from '../storage/grants.ts';
import { digestsMatch, secretDigest } from './secrets.ts';

/** How long a code may be on its way through a browser (RFC 6749 §4.1.2 allows ten minutes at most). */
export const codeLifetime = 60_000;

/** How long a grant serves; its refresh tokens end with it (RFC 9700 §4.14.2). */
export const grantLifetime = 30 * 86_400_000;

/** RFC 6749 §4.1.3: redeemed by the client it was issued to. */
export function codeIssuedTo(client: Client, { grant }: AuthorizationCode): boolean {
  return grant.clientId === client.id;
}

/** RFC 6749 §4.1.3: the redirect_uri of the authorization request, once more. */
export function redirectUriRepeated(redirectUri: string | undefined, code: AuthorizationCode): boolean {
  return redirectUri === code.redirectUri;
}

/** RFC 7636 §4.6 by S256. The verifier's form is that of §4.1. */
export function codeVerifierMatches(
  verifier: string | undefined,
  { codeChallenge }: AuthorizationCode,
): boolean {
  if (verifier === undefined || !/^[\w.~-]{43,128}$/.test(verifier)) return false;
  return digestsMatch(secretDigest(verifier), codeChallenge);
}

/** RFC 6749 §4.1.2: short-lived. Its own second is past. */
export function codeLive({ expiresAt, grant }: AuthorizationCode, now: number): boolean {
  return now < expiresAt && grant.revokedAt === undefined;
}

/** RFC 6749 §6: refreshed by the client it was issued to. */
export function refreshTokenIssuedTo(client: Client, grant: Grant): boolean {
  return grant.clientId === client.id;
}

export function grantLive({ expiresAt, revokedAt }: Grant, now: number): boolean {
  return revokedAt === undefined && now < expiresAt;
}

/** RFC 6749 §4.1.2: two have the code, and nobody knows which of them is the thief. */
export function codeReuseEndsGrant(): boolean {
  return true;
}

/** RFC 9700 §4.14.2: the same of a refresh token. */
export function refreshReuseEndsGrant(): boolean {
  return true;
}

/** RFC 6749 §6: no more than was granted, and all of it where nothing is said; undefined where it is too much. */
export function refreshedScope(requested: string | undefined, { scope }: Grant): string | undefined {
  if (requested === undefined) return scope;
  const granted = scope.split(' ');
  return requested.split(' ').every((one) => granted.includes(one)) ? requested : undefined;
}

/** OAuth 2.1 §4.3: for clients registered for it, and only where somebody stands behind the grant. */
export function refreshTokenDue(client: Client, grantId: string | undefined): boolean {
  return grantId !== undefined && client.grantTypes.includes('refresh_token');
}
