import { type Profile, profileIncludes } from '../../../requirements/registry.ts';
import type { TargetProfile } from './description.ts';

/** What a base profile asks of the assertions that a target accepts. Seconds; null where it sets no bound. */
export type ProfileBounds = {
  /** The audience is the issuer and nothing else; otherwise an endpoint's URL will do too. */
  strictAudience: boolean;
  jtiRequired: boolean;
  jtiSingleUse: boolean;
  /** Accepted after exp by no more than this. */
  expLateSeconds: number;
  /** Dates this far in the future must still be accepted. */
  futureAcceptedSeconds: number | null;
  /** Dates this far in the future must be refused. */
  futureRefusedSeconds: number;
  /** The dates that this is about. */
  futureClaims: readonly ('iat' | 'nbf')[];
  maxLifetimeSeconds: number | null;
};

/** RFC 6749, 7521, 7523 */
const oauth2: ProfileBounds = {
  strictAudience: false,
  jtiRequired: false,
  jtiSingleUse: false,
  expLateSeconds: 60,
  futureAcceptedSeconds: null,
  futureRefusedSeconds: 3600,
  futureClaims: ['nbf'],
  maxLifetimeSeconds: null,
};

/** Adds OpenID Connect Core §9. */
const oidc: ProfileBounds = { ...oauth2, jtiRequired: true, jtiSingleUse: true };

const strict: ProfileBounds = {
  ...oidc,
  strictAudience: true,
  expLateSeconds: 10,
  futureAcceptedSeconds: 10,
  futureRefusedSeconds: 60,
  futureClaims: ['iat', 'nbf'],
};

const bounds: Record<Profile, ProfileBounds> = {
  oauth2,
  oidc,
  fapi2: strict,
  authproof: { ...strict, maxLifetimeSeconds: 300 },
};

/** The table of base profiles. The target's own values are claims and move none of these bounds. */
export function boundsOf(profile: Profile): ProfileBounds {
  return bounds[profile];
}

type Assertion = TargetProfile['assertion'];

const jtiRequired = ({ jti }: Assertion) => jti === 'required' || jti === 'single-use';
const jtiSingleUse = ({ jti }: Assertion) => jti === 'single-use';
const issuerOnly = ({ audience }: Assertion) => audience?.length === 1 && audience[0] === 'issuer';
const issuerToo = ({ audience }: Assertion) => audience?.includes('issuer') ?? false;

/** Own values that promise what a requirement asks under a profile that the target may not have. */
const promises: Readonly<Record<string, (own: Assertion) => boolean>> = {
  'CA-013': issuerOnly,
  'CA-014': issuerOnly,
  'CA-017': issuerToo,
  'CA-022': jtiSingleUse,
  'CA-023': jtiRequired,
  'CA-024': jtiSingleUse,
  'PERF-007': jtiSingleUse,
};

/**
 * Whether a requirement is asked of this target: `profiles`, the least that ask (undefined: all do), hold its base profile
 * or one that it includes, or the target's own values promise as much.
 */
export function requirementApplies(
  profile: TargetProfile,
  id: string,
  profiles: readonly Profile[] | undefined,
): boolean {
  if (!profiles || profiles.some((wanted) => profileIncludes(profile.base, wanted))) return true;
  return promises[id]?.(profile.assertion) ?? false;
}
