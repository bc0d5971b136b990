import { hmacAlgorithms, keyAlgorithms } from './algorithms.ts';
import { grantTypes } from './grants.ts';

/** How clients authenticate, the same at every endpoint: one function does it. */
const authMethods = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'];
const signingAlgorithms = [...hmacAlgorithms, ...keyAlgorithms];

/** Authorization server metadata (RFC 8414 §2): what works, and nothing else. Every address begins with the issuer. */
export function metadataOf(issuer: string, registration: boolean): Record<string, unknown> {
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
