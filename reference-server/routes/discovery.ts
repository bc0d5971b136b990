import type { RequestHandler } from 'express';
import type { Services } from '../services.ts';

/** Authorization server metadata (RFC 8414 §3). */
export function metadata({ issuer, registration, rules }: Services): RequestHandler {
  return (req, res) => {
    res.json(rules.metadataOf(rules.issuerFor(issuer, req.headers, req.path), registration !== undefined));
  };
}

/** The public keys that verify what this server signs (RFC 7517 §5). */
export function jwks({ signingKey }: Services): RequestHandler {
  return (_req, res) => {
    res.json({ keys: [signingKey.publicKey] });
  };
}
