import { RequestRefused } from './errors.ts';
import type { Services } from './services.ts';
import type { Client } from './storage/clients.ts';
import type { AuthorizationRequest } from './storage/pushed-requests.ts';

/**
 * An authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3), checked against what its client is registered for.
 * @throws {RequestRefused}
 */
export function checkAuthorizationRequest(
  { rules }: Services,
  client: Client,
  form: ReadonlyMap<string, string>,
): AuthorizationRequest {
  if (form.has('request')) throw new RequestRefused('request_not_supported', 'Request objects are not read.');
  const responseType = form.get('response_type');
  if (responseType === undefined) throw invalid('The response_type is missing.');
  if (!rules.responseTypeSupported(responseType)) {
    throw new RequestRefused('unsupported_response_type', 'The only response_type is code.');
  }
  if (!rules.grantAllowed(client, 'authorization_code')) {
    throw new RequestRefused('unauthorized_client', 'The client may not use this grant.');
  }
  const redirectUri = form.get('redirect_uri');
  if (redirectUri === undefined || !rules.redirectUriRegistered(client, redirectUri)) {
    throw invalid('The redirect_uri must be one that the client is registered with.');
  }
  const codeChallenge = form.get('code_challenge') ?? '';
  if (!rules.codeChallengeAcceptable(codeChallenge, form.get('code_challenge_method'))) {
    throw invalid('A code_challenge of the method S256 is required.');
  }
  const scope = rules.grantedScope(form.get('scope'), client)?.join(' ');
  if (scope === undefined) {
    throw new RequestRefused('invalid_scope', 'The scope goes beyond what the client is registered for.');
  }
  return { clientId: client.id, redirectUri, scope, codeChallenge, state: form.get('state') };
}

function invalid(description: string): RequestRefused {
  return new RequestRefused('invalid_request', description);
}
