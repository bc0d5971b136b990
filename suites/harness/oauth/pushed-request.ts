import { Untestable } from '../outcomes.ts';
import type { OAuthDescription } from '../target/description.ts';

/** An authorization request that a client may push (RFC 9126 §2.1). @throws Untestable where no redirect URI is known */
export function pushedRequest(
  { redirectUri, grant }: OAuthDescription,
  clientId: string,
): Record<string, string> {
  if (redirectUri === null)
    throw new Untestable('a pushed authorization request needs oauth.redirectUri in the target file');
  return {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    ...(grant.scope ? { scope: grant.scope } : {}),
    state: 'af0ifjsldkj-n-0S6_WzA2Mj', // some servers want one, and one that is hard to guess
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', // RFC 7636 Appendix B
    code_challenge_method: 'S256',
  };
}
