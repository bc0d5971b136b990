import type { ClientFixture } from '../target/description.ts';
import type { Client } from './client.ts';
import { keyFromJwk } from './jwk.ts';

/** What a client may do, and whom it resembles. */
export type ProfileTraits = {
  /** Disabled before the run began. */
  state?: 'disabled';
  /** Owns the same secret or key as this one. */
  twinOf?: Client;
  /** Registered for more than one scope. */
  scopes?: 'several';
  /** Not registered for every scope of this one. */
  narrowerThan?: Client;
  /** Not registered for this grant type. */
  withoutGrant?: string;
  /** Its identifier is also another client's, in other letter case. */
  inTwoCases?: true;
  /** Its identifier is this one's in other letter case. */
  caseTwinOf?: Client;
  /** Its identifier begins another client's. */
  beginsAnother?: true;
  /** Its identifier begins with this one's, and goes on. */
  begunBy?: Client;
};

/** The fixtures whose profile is as wanted; what the file does not declare is not known to be so. */
export function withProfile(fixtures: readonly ClientFixture[], traits: ProfileTraits): ClientFixture[] {
  const { state = 'enabled', twinOf, scopes, narrowerThan, withoutGrant } = traits;
  const { inTwoCases, caseTwinOf, beginsAnother, begunBy } = traits;
  return fixtures.filter(
    (fixture) =>
      fixture.state === state &&
      (!twinOf || (fixture.id !== twinOf.id && ownsTheSame(fixture, twinOf))) &&
      (!scopes || (fixture.scopes ?? []).length > 1) &&
      (!narrowerThan || isNarrower(fixture, narrowerThan)) &&
      (!withoutGrant || (fixture.grants !== null && !fixture.grants.includes(withoutGrant))) &&
      (!inTwoCases || fixtures.some((other) => areCaseTwins(other, fixture))) &&
      (!caseTwinOf || areCaseTwins(fixture, caseTwinOf)) &&
      (!beginsAnother || fixtures.some((other) => isBegunBy(other, fixture))) &&
      (!begunBy || isBegunBy(fixture, begunBy)),
  );
}

/** Whether a registration can ask for them. */
export function profileRegistrable({
  state,
  twinOf,
  scopes,
  inTwoCases,
  caseTwinOf,
  beginsAnother,
  begunBy,
}: ProfileTraits): boolean {
  return !(state || twinOf || scopes || inTwoCases || caseTwinOf || beginsAnother || begunBy);
}

export function describeProfileTraits(traits: ProfileTraits): string[] {
  const { state, twinOf, scopes, narrowerThan, withoutGrant } = traits;
  const { inTwoCases, caseTwinOf, beginsAnother, begunBy } = traits;
  return [
    ...(state ? ['that is disabled'] : []),
    ...(twinOf ? [`that owns the secret or key of ${twinOf.id}`] : []),
    ...(scopes ? ['that is registered for several scopes'] : []),
    ...(narrowerThan ? [`that is not registered for all scopes of ${narrowerThan.id}`] : []),
    ...(withoutGrant ? [`that is not registered for the grant ${withoutGrant}`] : []),
    ...(inTwoCases ? ['whose identifier another one has in other letter case'] : []),
    ...(caseTwinOf ? [`whose identifier is ${caseTwinOf.id} in other letter case`] : []),
    ...(beginsAnother ? ["whose identifier begins another one's"] : []),
    ...(begunBy ? [`whose identifier begins with ${begunBy.id} and goes on`] : []),
  ];
}

function ownsTheSame({ secret, key }: ClientFixture, client: Client): boolean {
  if (key && client.key) return keyFromJwk(key).equals(client.key);
  return secret !== null && secret === client.secret;
}

function isNarrower({ scopes }: ClientFixture, wide: Client): boolean {
  return scopes !== null && (wide.scopes ?? []).some((scope) => !scopes.includes(scope));
}

function areCaseTwins(one: { id: string }, other: { id: string }): boolean {
  return one.id !== other.id && one.id.toLowerCase() === other.id.toLowerCase();
}

function isBegunBy(one: { id: string }, beginning: { id: string }): boolean {
  return one.id !== beginning.id && one.id.startsWith(beginning.id);
}
