import type { IssuedToken } from '../issued-token.ts';
import type { Client } from '../storage/clients.ts';

/** RFC 9068 §2.2: the client that a token names as its own, spelled as it is registered. */
export function tokenClientId(client: Client): string {
  return client.id;
}

/** RFC 7662 §2.2: issued here, not expired, not revoked, not used up. The bound's own second is past. */
export function tokenLive({ expiresAt, endedAt }: IssuedToken, now: number): boolean {
  return endedAt === undefined && now < expiresAt;
}

/** RFC 7662 §2.1 and §4: only whoever can authenticate, so that nobody fishes for live tokens. */
export function introspectionAllowed(client: Client): boolean {
  return client.method !== 'none';
}

/** RFC 7662 §4: a client is told of its own tokens only; the others are as unknown to it as made-up ones. */
export function tokenShownTo(client: Client, token: IssuedToken): boolean {
  return token.clientId === client.id;
}

/** RFC 7009 §2.1: a token is revoked by the client it was issued to and by no other. */
export function revocationAllowed(client: Client, token: IssuedToken): boolean {
  return token.clientId === client.id;
}
