import {
  type AuthenticationFailure,
  ClientAuthenticationFailed,
  RequestRefused,
  SingleUseNotGuaranteed,
} from './errors.ts';
import type { ClientRequest, Credentials, Mechanism } from './rules/requests.ts';
import type { Assertion } from './rules/serialization.ts';
import type { Services } from './services.ts';
import type { AuditEvent } from './storage/audit-events.ts';
import type { Client } from './storage/clients.ts';

/**
 * The client that made a back-channel request. The same for every endpoint, and every outcome is audited.
 * @throws {ClientAuthenticationFailed} with the reason
 * @throws {RequestRefused} where the request carries more than one mechanism
 * @throws {SingleUseNotGuaranteed} where the store can't tell whether an assertion is fresh
 */
export async function authenticateClient(services: Services, request: ClientRequest): Promise<Client> {
  const [mechanism, ...others] = services.rules.presentedMechanisms(request);
  let clientId = request.form.get('client_id');
  try {
    if (others.length > 0) {
      throw new RequestRefused('invalid_request', 'More than one way of client authentication was used.');
    }
    const credentials = readCredentials(services, request, mechanism);
    clientId = credentials.clientId;
    const client = await authenticate(services, credentials, request.form.get('client_id'));
    await services.audit({ clientId, mechanism, outcome: 'accepted', reason: undefined });
    return client;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason) await services.audit({ clientId, mechanism, outcome: 'refused', reason });
    throw error;
  }
}

/** Brings the credentials into readable form and finds out whose they claim to be. */
function readCredentials(
  { rules }: Services,
  { authorization, form }: ClientRequest,
  mechanism: Mechanism | undefined,
): Credentials {
  const failed = (reason: AuthenticationFailure) => new ClientAuthenticationFailed(reason, mechanism);
  if (mechanism === 'basic') {
    const decoded = rules.decodeBasicCredentials(authorization ?? '');
    if (!decoded) throw failed('malformed_basic_credentials');
    return { mechanism, ...decoded };
  }
  if (mechanism === 'assertion') {
    if (!rules.assertionTypeMatches(form.get('client_assertion_type'))) {
      throw failed('assertion_type_not_supported');
    }
    const assertion = rules.parseAssertion(form.get('client_assertion') ?? '');
    if (!assertion) throw failed('malformed_assertion');
    const clientId = rules.clientNamedBy(assertion.claims);
    if (clientId === undefined) throw failed('issuer_or_subject_mismatch');
    return { mechanism, clientId, assertion };
  }
  const clientId = form.get('client_id');
  if (mechanism === undefined || clientId === undefined) throw failed('no_credentials');
  if (mechanism === 'none') return { mechanism, clientId };
  return { mechanism, clientId, secret: form.get('client_secret') ?? '' };
}

async function authenticate(
  services: Services,
  credentials: Credentials,
  clientIdParameter: string | undefined,
): Promise<Client> {
  const { clients, standIn, rules } = services;
  const failed = (reason: AuthenticationFailure) =>
    new ClientAuthenticationFailed(reason, credentials.mechanism);
  if (!rules.clientIdParameterMatches(clientIdParameter, credentials.clientId)) {
    throw failed('client_id_parameter_mismatch');
  }
  const registered = await clients.find(credentials.clientId);
  const failure = await failureOf(services, credentials, registered ?? standIn(credentials));
  if (!registered) throw failed('unknown_client');
  if (failure) throw failed(failure);
  if (credentials.mechanism === 'assertion' && !(await spend(services, registered, credentials.assertion))) {
    throw failed('replayed');
  }
  return registered;
}

/** Why the credentials are not this client's, or undefined where they are. Nothing is stored here. */
async function failureOf(
  services: Services,
  credentials: Credentials,
  client: Client,
): Promise<AuthenticationFailure | undefined> {
  const { rules } = services;
  const method = rules.methodFor(credentials, client);
  if (!method) return 'method_not_registered';
  if (credentials.mechanism === 'assertion') {
    const { assertion } = credentials;
    if (!rules.typeAllowed(assertion.header)) return 'type_not_allowed';
    if (!rules.criticalHeadersUnderstood(assertion.header)) return 'critical_header_not_understood';
    const failure =
      (await rules.signatureFailure(assertion, method, client, rules)) ?? claimsFailure(services, assertion);
    if (failure) return failure;
  } else if (credentials.mechanism !== 'none') {
    if (!rules.digestsMatch(rules.secretDigest(credentials.secret), client.secretDigest)) {
      return 'secret_mismatch';
    }
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

function reasonOf(error: unknown): AuditEvent['reason'] {
  if (error instanceof ClientAuthenticationFailed) return error.reason;
  if (error instanceof RequestRefused) return 'invalid_request';
  return error instanceof SingleUseNotGuaranteed ? 'single_use_not_guaranteed' : undefined;
}
