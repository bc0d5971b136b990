import express, { type Request, type RequestHandler } from 'express';
import { RequestRefused } from '../errors.ts';
import type { ClientRequest } from '../rules/requests.ts';

const mediaType = 'application/x-www-form-urlencoded';

/** Reads the body as text, so that nothing is lost before `clientRequest` looks at it. 64 kB, uncompressed. */
export const formBody: RequestHandler = express.text({ type: mediaType, limit: 65_536, inflate: false });

/**
 * The parameters of the body, and of nothing else: what stands in the request's URI is never read (RFC 6749 §2.3.1).
 * Repeated ones are an error and empty ones count as absent (RFC 6749 §3.2).
 */
export function clientRequest(req: Request): ClientRequest {
  if (req.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== mediaType) {
    throw new RequestRefused('invalid_request', `The body must be ${mediaType}.`, 415);
  }
  const form = new Map<string, string>();
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(typeof req.body === 'string' ? req.body : '')) {
    if (seen.has(name)) throw new RequestRefused('invalid_request', 'A parameter is repeated.');
    seen.add(name);
    if (value !== '') form.set(name, value);
  }
  const [authorization, ...others] = req.headersDistinct.authorization ?? [];
  if (others.length > 0) {
    throw new RequestRefused('invalid_request', 'The Authorization header is repeated.');
  }
  return { authorization, form };
}
