import {
  BearerTokenRefused,
  ClientAuthenticationFailed,
  RequestRefused,
  SingleUseNotGuaranteed,
} from '../errors.ts';

/** An answer that grants nothing. */
export interface Refusal {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: { error: string; error_description: string };
}

/**
 * RFC 6749 §5.2. Every failed client authentication gets the same answer, so that it tells neither whether the client
 * exists nor which check it failed (CWE-204); the challenge goes with every 401 (RFC 9110 §15.5.2).
 */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof ClientAuthenticationFailed) {
    const challenge = { 'WWW-Authenticate': 'Basic realm="oauth", charset="UTF-8"' };
    return refusal(401, error.code, 'Client authentication failed.', challenge);
  }
  if (error instanceof RequestRefused) return refusal(error.status, error.code, error.message);
  if (error instanceof BearerTokenRefused) {
    return refusal(401, error.code, error.message, { 'WWW-Authenticate': 'Bearer realm="oauth"' });
  }
  if (error instanceof SingleUseNotGuaranteed) return refusal(503, error.code, error.message);
  const status = statusOfHttpError(error);
  if (status !== undefined) return refusal(status, 'invalid_request', describe(status));
  return refusal(500, 'server_error', 'The server met an unexpected condition.');
}

function refusal(
  status: number,
  error: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return { status, headers, body: { error, error_description: description } };
}

/** Express and its body parsers throw errors that carry a 4xx status for what is the caller's fault. */
function statusOfHttpError(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  return error.status >= 400 && error.status < 500 ? error.status : undefined;
}

function describe(status: number): string {
  if (status === 413) return 'The request body is too large.';
  if (status === 415) return 'The body must be application/x-www-form-urlencoded, in UTF-8, not compressed.';
  return 'The request is malformed.';
}
