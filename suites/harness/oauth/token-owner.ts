import { Untestable } from '../outcomes.ts';
import type { OAuthDescription } from '../target/description.ts';
import { codeGrant } from './authorization-code.ts';
import type { Reply } from './reply.ts';

/** Whose an access token is and by which of its members, and what it is good for; null where that is not told. */
export type TokenOwner = { clientId: string; toldBy: string; scope: string[] | null };

/**
 * What the target itself tells of a token that it gave.
 * @param introspect asks the target, which answers with the members of RFC 7662 §2.2
 * @throws Untestable where it does not tell
 */
export async function tokenOwnerOf(
  { tokenOwner, clients, grant }: OAuthDescription,
  { json, who }: Reply,
  introspect: (token: string) => Promise<Record<string, unknown>>,
): Promise<TokenOwner> {
  const token = String(json?.access_token);
  if (!tokenOwner)
    throw new Untestable(
      'the target file has no oauth.tokenOwner, which says where a token tells whose it is',
    );
  if (tokenOwner.by === 'scope') {
    const scope = scopeIn(json ?? {});
    const owners = clients.filter(({ scopes }) => scopes?.toSorted().join() === scope?.toSorted().join());
    if (!owners[0] || owners.length > 1)
      throw new Untestable(`the scope of the token for ${who} is that of ${owners.length} clients`);
    return { clientId: owners[0].id, toldBy: 'scope', scope };
  }
  const told = tokenOwner.by === 'claim' ? claimsIn(token) : await introspect(token);
  const member = tokenOwner.by === 'claim' ? tokenOwner.claim : 'client_id';
  const clientId = told?.[member];
  if (typeof clientId !== 'string') throw new Untestable(`the token for ${who} names no ${member}`);
  // RFC 9068 §2.2: where a user stands behind the grant, it is theirs.
  const isOfAUser = grant.grant_type === codeGrant || grant.grant_type === 'password';
  if (isOfAUser && member === 'sub' && !clients.some(({ id }) => id === clientId))
    throw new Untestable(`the sub of the token is ${clientId}, which may be the user it was given for`);
  return { clientId, toldBy: member, scope: scopeIn(told ?? {}) };
}

/** RFC 6749 §3.3, and the list that some servers write in its place. */
function scopeIn({ scope }: Record<string, unknown>): string[] | null {
  if (typeof scope === 'string') return scope.split(' ').filter(Boolean);
  return Array.isArray(scope) ? scope.map(String) : null;
}

/** Of a JWT (RFC 9068); its signature is not ours to judge. */
function claimsIn(token: string): Record<string, unknown> | null {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return null; // an opaque token says nothing, which is told above
  }
}
