import type { AuthenticationMethod } from './rules/algorithms.ts';
import type { Mechanism } from './rules/requests.ts';

/** Why a client was not authenticated. Written to the audit trail, never sent to the caller. */
export type AuthenticationFailure =
  | 'no_credentials'
  | 'malformed_basic_credentials'
  | 'assertion_type_not_supported'
  | 'malformed_assertion'
  | 'issuer_or_subject_mismatch'
  | 'client_id_parameter_mismatch'
  | 'unknown_client'
  | 'client_disabled'
  | 'method_not_registered'
  | 'chain_incomplete'
  | 'several_clients_named'
  | 'secret_mismatch'
  | 'type_not_allowed'
  | 'critical_header_not_understood'
  | 'algorithm_not_allowed'
  | 'no_fitting_key'
  | 'signature_invalid'
  | 'audience_mismatch'
  | 'malformed_dates'
  | 'expired'
  | 'not_yet_valid'
  | 'lifetime_too_long'
  | 'malformed_identifier'
  | 'replayed';

/** A client that could not be authenticated. The message is the same for every reason (RFC 6749 §5.2). */
export class ClientAuthenticationFailed extends Error {
  readonly code = 'invalid_client';
  readonly reason: AuthenticationFailure;
  readonly mechanism: Mechanism | undefined;
  /** The registered method that failed; undefined where it did not come to that. */
  readonly method: AuthenticationMethod | undefined;

  constructor(
    reason: AuthenticationFailure,
    mechanism: Mechanism | undefined,
    method?: AuthenticationMethod | undefined,
  ) {
    super('Client authentication failed.');
    this.reason = reason;
    this.mechanism = mechanism;
    this.method = method;
  }
}

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'request_not_supported'
  | 'invalid_client_metadata'
  | 'invalid_redirect_uri';

/** A request that is refused for what it asks, not for who asks (RFC 6749 §5.2). */
export class RequestRefused extends Error {
  readonly code: OAuthErrorCode;
  readonly status: number;

  constructor(code: OAuthErrorCode, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** A bearer token that is missing, unknown or another's (RFC 6750 §3.1). */
export class BearerTokenRefused extends Error {
  readonly code = 'invalid_token';

  constructor() {
    super('A bearer token is wanted that is good for this.');
  }
}

/** The store could not say whether an identifier is fresh, so nothing may be accepted. */
export class SingleUseNotGuaranteed extends Error {
  readonly code = 'temporarily_unavailable';

  constructor(cause: unknown) {
    super('The request cannot be served at the moment.', { cause });
  }
}

/** A file given by the operator that can't be used. The message names the file and the place, never a secret. */
export class InvalidConfiguration extends Error {
  readonly code = 'invalid_configuration';
}
