import type { Client } from '../storage/clients.ts';

/** The grants that there are. */
export const grantTypes = ['client_credentials', 'authorization_code', 'refresh_token'] as const;
export type GrantType = (typeof grantTypes)[number];

/** RFC 7591 §2 grant_types. The metadata offer no client without a credential anything, so it gets nothing (RFC 8414 §2). */
export function grantAllowed(client: Client, grantType: string): boolean {
  if (client.method === 'none') return false;
  return client.grantTypes.includes(grantType);
}

/** The scope to grant: what was asked, all that is registered if nothing was, undefined if too much (RFC 6749 §3.3). */
export function grantedScope(requested: string | undefined, client: Client): readonly string[] | undefined {
  if (requested === undefined) return client.scopes;
  const asked = requested.split(' ');
  return asked.every((scope) => client.scopes.includes(scope)) ? [...new Set(asked)] : undefined;
}

/** RFC 7591 §2: a client that registers itself gets no scope that was not set aside for such clients. */
export function scopesRegistrable(scopes: readonly string[], registrable: readonly string[]): boolean {
  return scopes.every((scope) => registrable.includes(scope));
}
