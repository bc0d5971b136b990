import type { AuthenticationFailure } from './errors.ts';
import type { ClientRequest, Credentials, Mechanism } from './rules/requests.ts';
import type { Rules } from './rules.ts';

/** Credentials that can't even be read. */
export interface Unreadable {
  mechanism: Mechanism;
  clientId: undefined;
  failure: AuthenticationFailure;
}

/** Brings what one mechanism carries into readable form and finds out whose it claims to be. */
export function readCredentials(
  rules: Rules,
  { authorization, form }: ClientRequest,
  mechanism: Mechanism,
): Credentials | Unreadable {
  const unreadable = (failure: AuthenticationFailure) => ({ mechanism, clientId: undefined, failure });
  if (mechanism === 'basic') {
    const decoded = rules.decodeBasicCredentials(authorization ?? '');
    return decoded ? { mechanism, ...decoded } : unreadable('malformed_basic_credentials');
  }
  if (mechanism === 'assertion') {
    if (!rules.assertionTypeMatches(form.get('client_assertion_type'))) {
      return unreadable('assertion_type_not_supported');
    }
    const assertion = rules.parseAssertion(form.get('client_assertion') ?? '');
    if (!assertion) return unreadable('malformed_assertion');
    const clientId = rules.clientNamedBy(assertion.claims);
    return clientId === undefined
      ? unreadable('issuer_or_subject_mismatch')
      : { mechanism, clientId, assertion };
  }
  const clientId = form.get('client_id');
  if (clientId === undefined) return unreadable('no_credentials');
  if (mechanism === 'none') return { mechanism, clientId };
  return { mechanism, clientId, secret: form.get('client_secret') ?? '' };
}
