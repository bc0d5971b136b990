import { type AuthenticationFailure, ClientAuthenticationFailed, SingleUseNotGuaranteed } from './errors.ts';
import type { Unreadable } from './read-credentials.ts';
import type { AuthenticationMethod } from './rules/algorithms.ts';
import type { Credentials } from './rules/requests.ts';
import type { Assertion } from './rules/serialization.ts';
import type { Services } from './services.ts';
import type { Client } from './storage/clients.ts';

/** That one set of credentials is the client's, and by which of its methods. */
export interface Proof {
  client: Client;
  method: AuthenticationMethod;
}

/**
 * Judges one set of credentials by the client that they name.
 * @throws {SingleUseNotGuaranteed} where the store can't tell whether an assertion is fresh
 */
export async function judgeCredentials(
  services: Services,
  credentials: Credentials | Unreadable,
  registered: Client | undefined,
  clientIdParameter: string | undefined,
): Promise<Proof | ClientAuthenticationFailed> {
  const { standIn, rules } = services;
  const { mechanism } = credentials;
  if ('failure' in credentials) return new ClientAuthenticationFailed(credentials.failure, mechanism);
  if (!rules.clientIdParameterMatches(clientIdParameter, credentials.clientId)) {
    return new ClientAuthenticationFailed('client_id_parameter_mismatch', mechanism);
  }
  const judged = registered ?? standIn(credentials);
  const method = rules.methodFor(credentials, judged);
  const failure = method
    ? await failureOf(services, credentials, method, judged)
    : ('method_not_registered' as const);
  if (!registered) return new ClientAuthenticationFailed('unknown_client', mechanism);
  if (failure || !method) {
    return new ClientAuthenticationFailed(failure ?? 'method_not_registered', mechanism, method);
  }
  if (credentials.mechanism === 'assertion' && !(await spend(services, registered, credentials.assertion))) {
    return new ClientAuthenticationFailed('replayed', mechanism, method);
  }
  return { client: registered, method };
}

/** Why the credentials are not this client's, or undefined where they are. Nothing is stored here. */
async function failureOf(
  services: Services,
  credentials: Credentials,
  method: AuthenticationMethod,
  client: Client,
): Promise<AuthenticationFailure | undefined> {
  const { rules } = services;
  if (credentials.mechanism === 'assertion') {
    const { assertion } = credentials;
    if (!rules.typeAllowed(assertion.header)) return 'type_not_allowed';
    if (!rules.criticalHeadersUnderstood(assertion.header)) return 'critical_header_not_understood';
    const keyed =
      method === 'private_key_jwt' ? await services.withCurrentKeys(client, assertion.header) : client;
    const failure =
      (await rules.signatureFailure(assertion, method, keyed, rules)) ?? claimsFailure(services, assertion);
    if (failure) return failure;
  } else if (credentials.mechanism !== 'none') {
    if (!rules.secretVerifies(credentials, client, rules)) return 'secret_mismatch';
  }
  return rules.clientEnabled(client) ? undefined : 'client_disabled';
}

/** RFC 7523 §3: what a rightly signed assertion must say. */
function claimsFailure(
  { rules, clock, issuer }: Services,
  assertion: Assertion,
): AuthenticationFailure | undefined {
  const { claims } = assertion;
  const now = clock.now();
  if (!rules.audienceMatches(claims, issuer)) return 'audience_mismatch';
  if (!rules.datesWellFormed(claims)) return 'malformed_dates';
  if (rules.isExpired(claims, now)) return 'expired';
  if (rules.notYetValid(claims, now)) return 'not_yet_valid';
  if (!rules.lifetimeAllowed(claims, now)) return 'lifetime_too_long';
  return rules.identifierOf(assertion) === undefined ? 'malformed_identifier' : undefined;
}

/** Comes last: whoever can't sign for a client can't use up its identifiers either. */
async function spend(
  { rules, clock, assertionIds }: Services,
  client: Client,
  assertion: Assertion,
): Promise<boolean> {
  const identifier = rules.identifierOf(assertion);
  if (identifier === undefined) return false;
  const expiresAt = rules.rememberedUntil(assertion.claims, clock.now());
  try {
    return await assertionIds.spend(client.id, identifier, expiresAt);
  } catch (cause) {
    throw new SingleUseNotGuaranteed(cause);
  }
}
