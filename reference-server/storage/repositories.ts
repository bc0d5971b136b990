import type { Keyring } from '../keys/keyring.ts';
import { type AccessTokens, accessTokensIn } from './access-tokens.ts';
import { type AssertionIds, assertionIdsIn } from './assertion-ids.ts';
import { type AuditEvents, auditEventsIn } from './audit-events.ts';
import { type AuthorizationCodes, authorizationCodesIn } from './authorization-codes.ts';
import { type ClientRegistrations, clientRegistrationsIn } from './client-registrations.ts';
import { type Clients, clientsIn } from './clients.ts';
import { type ClockOffset, clockOffsetIn } from './clock-offset.ts';
import { type Grants, grantsIn } from './grants.ts';
import { type PushedRequests, pushedRequestsIn } from './pushed-requests.ts';
import { type RefreshTokens, refreshTokensIn } from './refresh-tokens.ts';
import type { Database } from './schema.ts';

/** All that the server remembers. A mutant may replace one of them. */
export interface Repositories {
  clients: Clients;
  clientRegistrations: ClientRegistrations;
  assertionIds: AssertionIds;
  accessTokens: AccessTokens;
  pushedRequests: PushedRequests;
  grants: Grants;
  authorizationCodes: AuthorizationCodes;
  refreshTokens: RefreshTokens;
  auditEvents: AuditEvents;
  clockOffset: ClockOffset;
}

export function repositoriesIn(
  database: Database,
  keyring: Keyring,
  secretDigest: (secret: string) => string,
): Repositories {
  return {
    clients: clientsIn(database, keyring, secretDigest),
    clientRegistrations: clientRegistrationsIn(database),
    assertionIds: assertionIdsIn(database),
    accessTokens: accessTokensIn(database),
    pushedRequests: pushedRequestsIn(database),
    grants: grantsIn(database),
    authorizationCodes: authorizationCodesIn(database),
    refreshTokens: refreshTokensIn(database),
    auditEvents: auditEventsIn(database),
    clockOffset: clockOffsetIn(database),
  };
}
