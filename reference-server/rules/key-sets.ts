import type { JWK } from 'jose';
import type { Client } from '../storage/clients.ts';
import { keyWeakness } from './keys.ts';
import type { Assertion } from './serialization.ts';

/** How long published keys are taken as they were, and how soon they are looked at again. In milliseconds. */
export const keySetProfile = { cached: 300_000, refetch: 10_000 };

/** Where a client's keys are published: as registered. Nothing in an assertion says so (RFC 8725 §3.10). */
export function keySetLocation(client: Client, _header: Assertion['header']): string | undefined {
  return client.jwksUri;
}

/** Counted from the fetch, however often the set was used since: what was removed is dead once this is over. */
export function keySetCurrent(fetchedAt: number, now: number): boolean {
  return now < fetchedAt + keySetProfile.cached;
}

/** OIDC Core §10.1.1: an unknown kid asks for a new look, though not as often as anybody likes. */
export function keySetRefetchable(triedAt: number, now: number): boolean {
  return now >= triedAt + keySetProfile.refetch;
}

/** What a client publishes is held to what it could register; a key that falls short is left out (RFC 7517 §5). */
export function publishedKeyUsable(key: JWK): boolean {
  return keyWeakness(key) === undefined;
}
