import type { Assertion } from './serialization.ts';

type Claims = Assertion['claims'];
type Header = Assertion['header'];

const second = 1000;

/** The profile of the assertions that this server takes, in milliseconds. */
export const assertionProfile = {
  /** How late an assertion may arrive (FAPI 2.0 §5.3.2.1: clocks differ by seconds, not minutes). */
  expiryTolerance: 10 * second,
  /** How far iat and nbf may lie ahead. FAPI 2.0 wants 10 s accepted and 60 s refused: 30 s keeps clear of both. */
  futureTolerance: 30 * second,
  /** How long an assertion may live. */
  maxLifetime: 300 * second,
  /** How long a request may take from the look at its expiry to the spending of its identifier. */
  timeToServe: 60 * second,
};

/** RFC 8725 §3.11, RFC 7515 §4.1.9: none, JWT or client-authentication+jwt; a token of another kind is none of ours. */
export function typeAllowed({ typ }: Header): boolean {
  if (typ === undefined) return true;
  if (typeof typ !== 'string') return false;
  const mediaType = typ.toLowerCase().replace(/^application\//, '');
  return mediaType === 'jwt' || mediaType === 'client-authentication+jwt';
}

/** RFC 7515 §4.1.11: we understand no extension, so any critical one is too much; nor is b64 (RFC 7797) for JWTs. */
export function criticalHeadersUnderstood(header: Header): boolean {
  return !('crit' in header) && !('b64' in header);
}

/** The client an assertion speaks for: issuer and subject name it alike (RFC 7523 §3 items 1 and 2, OIDC Core §9). */
export function clientNamedBy({ iss, sub }: Claims): string | undefined {
  return typeof sub === 'string' && sub !== '' && iss === sub ? sub : undefined;
}

/** RFC 7523 §3 item 3, FAPI 2.0 §5.3.2.1: our issuer identifier, character by character, and no one else's beside it. */
export function audienceMatches({ aud }: Claims, issuer: string): boolean {
  const sole: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  return sole === issuer;
}

/** FAPI 2.0 §5.3.2.1 item 8: the issuer as a string; what an array means, parties read differently. */
export function audienceIsIssuer({ aud }: Claims, issuer: string): boolean {
  return aud === issuer;
}

/** RFC 7519 §2 (NumericDate): numbers where there; a text that looks like one is not converted. */
export function datesWellFormed({ exp, iat, nbf }: Claims): boolean {
  return [exp, iat, nbf].every((date) => date === undefined || Number.isFinite(date));
}

/** RFC 7523 §3 item 4: exp is required, and the assertion is dead once it has passed. */
export function isExpired({ exp }: Claims, now: number): boolean {
  return typeof exp !== 'number' || exp * second + assertionProfile.expiryTolerance < now;
}

/** RFC 7523 §3 items 5 and 6: nbf and iat may lie ahead by no more than clocks differ. */
export function notYetValid({ nbf, iat }: Claims, now: number): boolean {
  return [nbf, iat].some(
    (date) => typeof date === 'number' && date * second > now + assertionProfile.futureTolerance,
  );
}

/**
 * RFC 7523 §3 item 4 lets a server refuse an unreasonably distant exp. Counted from now, and from iat too, so that an
 * old assertion with an extended expiry is no way round; iat is the client's clock and has its tolerance.
 */
export function lifetimeAllowed({ exp, iat }: Claims, now: number): boolean {
  if (typeof exp !== 'number') return true;
  const { maxLifetime, expiryTolerance } = assertionProfile;
  if (exp * second - now > maxLifetime) return false;
  return typeof iat !== 'number' || (exp - iat) * second <= maxLifetime + expiryTolerance;
}

/** What is spent by the first use (OIDC Core §9: jti is required; RFC 7523 §3 item 7). */
export function identifierOf({ claims: { jti } }: Assertion): string | undefined {
  return typeof jti === 'string' && jti !== '' && jti.length <= 256 ? jti : undefined;
}

/**
 * Until when a spent identifier is kept: as long as its assertion could still be accepted (RFC 7523 §3 item 7), and
 * somewhat longer, for the replay that was in time when it was looked at and is spent only now.
 */
export function rememberedUntil({ exp }: Claims, now: number): number {
  const { maxLifetime, expiryTolerance, timeToServe } = assertionProfile;
  const expiresAt = typeof exp === 'number' ? exp * second : now + maxLifetime;
  return Math.ceil(expiresAt + expiryTolerance + timeToServe);
}
