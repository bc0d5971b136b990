import { parseStrictJson } from './strict-json.ts';

/** A client assertion taken apart. Nothing in it is true until its signature was verified. */
export interface Assertion {
  compact: string;
  header: Readonly<Record<string, unknown>>;
  claims: Readonly<Record<string, unknown>>;
  /** Empty for an unsecured JWS (RFC 7515 §A.5), which is well-formed and verifies under no key. */
  signature: Uint8Array;
}

/** Longest assertion that is read, in characters; those of real clients have one or two thousand. */
export const maxAssertionLength = 16_384;

/**
 * The compact serialisation and nothing else (RFC 7515 §7.1, RFC 7523 §3): three canonical base64url segments,
 * the first two holding UTF-8 JSON objects without repeated names (RFC 7515 §4, RFC 7519 §4, RFC 8725 §2.4).
 */
export function parseAssertion(text: string): Assertion | undefined {
  if (text.length > maxAssertionLength) return undefined;
  const [header, claims, signature, ...rest] = text.split('.').map(decodeSegment);
  if (!header?.length || !claims?.length || !signature || rest.length > 0) return undefined;
  const parsedHeader = parseObject(header);
  const parsedClaims = parseObject(claims);
  if (!parsedHeader || !parsedClaims) return undefined;
  return { compact: text, header: parsedHeader, claims: parsedClaims, signature };
}

/** Node ignores padding, other alphabets and left-over bits; encoding again shows whether there were any. */
function decodeSegment(segment: string): Uint8Array | undefined {
  const bytes = Buffer.from(segment, 'base64url');
  return bytes.toString('base64url') === segment ? bytes : undefined;
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  const value = parseStrictJson(bytes);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
