import type { RequestHandler } from 'express';
import { hmacAlgorithms, keyAlgorithms } from '../rules/algorithms.ts';
import { grantTypes } from '../rules/grants.ts';
import type { Services } from '../services.ts';

/** How clients authenticate, the same at every endpoint: one function does it. */
const authMethods = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'];
const signingAlgorithms = [...hmacAlgorithms, ...keyAlgorithms];

/** Authorization server metadata (RFC 8414 §2). Every address begins with the issuer. */
export function metadata({ issuer, registration, rules }: Services): RequestHandler {
  return (req, res) => {
    res.json(documentOf(rules.issuerFor(issuer, req.headers, req.path), registration !== undefined));
  };
}

function documentOf(issuer: string, registration: boolean) {
  return {
    issuer,
    token_endpoint: `${issuer}/oauth/token`,
    introspection_endpoint: `${issuer}/oauth/introspect`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    pushed_authorization_request_endpoint: `${issuer}/oauth/par`,
    ...(registration ? { registration_endpoint: `${issuer}/oauth/register` } : {}),
    jwks_uri: `${issuer}/oauth/jwks`,
    // There is no authorization endpoint as long as there is no sign-in: only the control listener gives codes.
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: grantTypes,
    ...authenticationAt('token_endpoint'),
    ...authenticationAt('introspection_endpoint'),
    ...authenticationAt('revocation_endpoint'),
  };
}

function authenticationAt(endpoint: string): Record<string, readonly string[]> {
  return {
    [`${endpoint}_auth_methods_supported`]: authMethods,
    [`${endpoint}_auth_signing_alg_values_supported`]: signingAlgorithms,
  };
}

/** The public keys that verify what this server signs (RFC 7517 §5). */
export function jwks({ signingKey }: Services): RequestHandler {
  return (_req, res) => {
    res.json({ keys: [signingKey.publicKey] });
  };
}
