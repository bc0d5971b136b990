import { createHash, randomBytes } from 'node:crypto';
import type { Admin } from '../admin.ts';
import { Untestable } from '../outcomes.ts';
import type { OAuthDescription } from '../target/description.ts';

export const codeGrant = 'authorization_code';

/** The form that redeems a fresh code of the client's (RFC 6749 §4.1.3, RFC 7636 §4.5). @throws Untestable */
export async function freshCode(
  { redirectUri }: OAuthDescription,
  admin: Admin,
  clientId: string,
  { scope }: { scope?: string },
): Promise<Record<string, string>> {
  if (redirectUri === null) throw new Untestable('a code needs oauth.redirectUri in the target file');
  const verifier = randomBytes(32).toString('base64url');
  const code = await admin.mintCode(clientId, {
    redirectUri,
    codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
    ...(scope ? { scope } : {}),
  });
  return { grant_type: codeGrant, code, redirect_uri: redirectUri, code_verifier: verifier };
}
