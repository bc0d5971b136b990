import assert from 'node:assert/strict';
import type { Client } from './client.ts';
import type { OAuth } from './oauth.ts';
import type { Reply } from './reply.ts';

/** The scopes that an answer with a token grants: what it does not name is what was asked for (RFC 6749 §5.1). */
export function scopesNamed({ json }: Pick<Reply, 'json'>, asked: string): string[] {
  return (typeof json?.scope === 'string' ? json.scope : asked).split(' ');
}

/** That a scope is granted neither by the answer nor by its token. Throws an AssertionError that begins with `wrong`. */
export async function expectScopeLeftOut(
  oauth: OAuth,
  client: Client,
  reply: Reply,
  { scope: unwanted, asked, wrong }: { scope: string; asked: string; wrong: string },
): Promise<void> {
  const named = scopesNamed(reply, asked);
  const unnamed = reply.json?.scope === undefined ? ', as the answer names no other (RFC 6749 §5.1)' : '';
  assert.ok(!named.includes(unwanted), `${wrong}: ${named.join(' ')}${unnamed}`);
  const { scope } = await oauth.tokenOwner(client, reply);
  assert.ok(!scope?.includes(unwanted), `the token has more than the answer names: ${scope?.join(' ')}`);
}
