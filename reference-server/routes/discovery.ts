import type { RequestHandler } from 'express';
import { hmacAlgorithms, keyAlgorithms } from '../rules/algorithms.ts';
import type { Services } from '../services.ts';

/** Authorization server metadata (RFC 8414 §2). Every address comes from the configured issuer, none from the request. */
export function metadata({ issuer }: Services): RequestHandler {
  const document = {
    issuer,
    token_endpoint: `${issuer}/oauth/token`,
    jwks_uri: `${issuer}/oauth/jwks`,
    // A required member although there is no authorization endpoint, hence empty.
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
    ],
    token_endpoint_auth_signing_alg_values_supported: [...hmacAlgorithms, ...keyAlgorithms],
  };
  return (_req, res) => {
    res.json(document);
  };
}

/** The public keys that verify what this server signs (RFC 7517 §5). */
export function jwks({ signingKey }: Services): RequestHandler {
  return (_req, res) => {
    res.json({ keys: [signingKey.publicKey] });
  };
}
