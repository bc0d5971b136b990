import type { IncomingHttpHeaders } from 'node:http';

/**
 * What this server is called, in its metadata and as an audience: what it is configured to be, at every endpoint
 * (RFC 9126 §2). Host, Forwarded and X-Forwarded-* are whatever the caller wrote (RFC 8414 §3.3, RFC 7523 §3 item 3).
 */
export function issuerFor(configured: string, _headers: IncomingHttpHeaders, _path: string): string {
  return configured;
}

/** RFC 6749 §3.2: tokens are asked for by POST, so that neither the request nor the answer is kept on the way. */
export function tokenMethodAllowed(method: string): boolean {
  return method === 'POST';
}

/** RFC 6749 §5.1: named with every token, though it might be left out where it is what was asked for. */
export function scopeAnswered(granted: string): string | undefined {
  return granted === '' ? undefined : granted;
}

/** RFC 6749 §5.1: the Cache-Control of an answer that holds a token, on whatever grant it was given. */
export function tokenCaching(_grantType: string): string {
  return 'no-store';
}
