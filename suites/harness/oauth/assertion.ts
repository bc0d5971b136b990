import { type KeyObject, randomUUID } from 'node:crypto';
import { type CompactParts, dissect, type Json, type JsonObject, jwsSign } from './jws.ts';

/** RFC 7523 §2.2 */
export const jwtBearerAssertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What to do otherwise than a right assertion does; `undefined` leaves a member out. */
export type AssertionChange = {
  header?: Record<string, Json | undefined>;
  claims?: Record<string, Json | undefined>;
  /** JSON text that replaces the whole header or claims set before it is signed. */
  raw?: { header?: string; claims?: string };
  /** How a part is written down where not in base64url. The signature is over what is sent. */
  encode?: Partial<Record<keyof CompactParts, (part: Buffer) => string>>;
  /** The key and algorithm of the signature, and of `alg` in the header where that is not changed itself. */
  signWith?: { alg?: string; key?: KeyObject | Buffer };
};

export type AssertionInput = {
  clientId: string;
  audience: string;
  alg: string;
  key: KeyObject | Buffer;
  kid: string | undefined;
  /** Seconds since the epoch, by the target's clock. */
  now: number;
  lifetimeSeconds: number;
};

/** A client assertion (RFC 7523 §3, OIDC Core §9), with a jti, iat and exp of its own each time. */
export function signAssertion(input: AssertionInput, change: AssertionChange = {}): string {
  const { clientId, audience, now, lifetimeSeconds } = input;
  const alg = change.signWith?.alg ?? input.alg;
  const header = changed({ alg, kid: input.kid, typ: 'JWT' }, change.header);
  const claims = changed(
    { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: now, exp: now + lifetimeSeconds },
    change.claims,
  );
  const encoded = (name: keyof CompactParts, part: Buffer) =>
    change.encode?.[name]?.(part) ?? part.toString('base64url');
  const signingInput = [
    encoded('header', Buffer.from(change.raw?.header ?? JSON.stringify(header))),
    encoded('claims', Buffer.from(change.raw?.claims ?? JSON.stringify(claims))),
  ].join('.');
  const signature = jwsSign(alg, change.signWith?.key ?? input.key, signingInput);
  return `${signingInput}.${encoded('signature', signature)}`;
}

function changed(right: Record<string, Json | undefined>, change: Record<string, Json | undefined> = {}) {
  return { ...right, ...change };
}

/** What a person can read; what nests deeper may also be too deep for what renders it. */
const deepestShown = 50;

/** Header and claims of an assertion for evidence; null where it is none, or nests too deep to be shown. */
export function decodeAssertion(text: string): { header: Json; claims: Json } | null {
  try {
    const { header, claims } = dissect(text);
    return { header: parseShallow(header.toString()), claims: parseShallow(claims.toString()) };
  } catch {
    return null; // malformed on purpose: the evidence shows the text itself
  }
}

function parseShallow(text: string): Json {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
    if (depth > deepestShown) throw new RangeError(`nests deeper than ${deepestShown}`);
  }
  return JSON.parse(text);
}

/** The claims of an assertion that the harness made. */
export function claimsOf(assertion: string): JsonObject {
  return JSON.parse(dissect(assertion).claims.toString());
}
