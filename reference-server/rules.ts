import { authenticateClient, authenticateForIntrospection } from './authenticate-client.ts';
import { issuerFor, scopeAnswered, tokenCaching, tokenMethodAllowed } from './rules/answers.ts';
import {
  codeChallengeAcceptable,
  redirectUriRegistered,
  responseTypeSupported,
} from './rules/authorization-requests.ts';
import { decodeBasicCredentials } from './rules/basic-credentials.ts';
import {
  judgeInOrder,
  mechanismsDue,
  oneClientNamed,
  requiredMethods,
  severalMechanismsAllowed,
} from './rules/chains.ts';
import {
  audienceIsIssuer,
  audienceMatches,
  clientNamedBy,
  criticalHeadersUnderstood,
  datesWellFormed,
  identifierOf,
  isExpired,
  lifetimeAllowed,
  notYetValid,
  rememberedUntil,
  typeAllowed,
} from './rules/claims.ts';
import {
  codeIssuedTo,
  codeLive,
  codeReuseEndsGrant,
  codeVerifierMatches,
  grantLive,
  redirectUriRepeated,
  refreshedScope,
  refreshReuseEndsGrant,
  refreshTokenDue,
  refreshTokenIssuedTo,
} from './rules/codes.ts';
import { grantAllowed, grantedScope, scopesRegistrable } from './rules/grants.ts';
import { keySetCurrent, keySetLocation, keySetRefetchable, publishedKeyUsable } from './rules/key-sets.ts';
import { keyWeakness } from './rules/keys.ts';
import { metadataOf } from './rules/metadata.ts';
import { refusalOf } from './rules/refusals.ts';
import {
  assertionTypeMatches,
  clientEnabled,
  clientIdParameterMatches,
  methodFor,
  parametersOf,
  presentedMechanisms,
} from './rules/requests.ts';
import {
  bearerTokenIn,
  digestsMatch,
  leastSecretBytes,
  newClientSecret,
  registrationAllowed,
  secretDigest,
  secretVerifies,
} from './rules/secrets.ts';
import { parseAssertion } from './rules/serialization.ts';
import { algorithmAllowed, keyFor, signatureFailure, signatureVerifies } from './rules/signatures.ts';
import {
  introspectionAllowed,
  revocationAllowed,
  tokenClientId,
  tokenLive,
  tokenShownTo,
} from './rules/tokens.ts';

/** Every security decision of the server, one function each. A mutant is this with one of them replaced. */
export const rules = {
  // Who calls an endpoint is at each the client that authenticates (RFC 6749 §3.2.1, RFC 7009 §2.1, RFC 7662 §2.1, RFC 9126 §2).
  callerOfToken: authenticateClient,
  callerOfIntrospection: authenticateForIntrospection,
  callerOfRevocation: authenticateClient,
  callerOfPushedAuthorization: authenticateClient,
  issuerFor,
  metadataOf,
  tokenMethodAllowed,
  tokenCaching,
  scopeAnswered,
  tokenClientId,
  parametersOf,
  presentedMechanisms,
  severalMechanismsAllowed,
  requiredMethods,
  mechanismsDue,
  oneClientNamed,
  judgeInOrder,
  decodeBasicCredentials,
  secretVerifies,
  secretDigest,
  digestsMatch,
  assertionTypeMatches,
  parseAssertion,
  clientNamedBy,
  clientIdParameterMatches,
  clientEnabled,
  methodFor,
  typeAllowed,
  criticalHeadersUnderstood,
  signatureFailure,
  algorithmAllowed,
  leastSecretBytes,
  keyFor,
  signatureVerifies,
  audienceMatches,
  datesWellFormed,
  isExpired,
  notYetValid,
  lifetimeAllowed,
  identifierOf,
  rememberedUntil,
  grantAllowed,
  grantedScope,
  responseTypeSupported,
  redirectUriRegistered,
  codeChallengeAcceptable,
  codeIssuedTo,
  redirectUriRepeated,
  codeVerifierMatches,
  codeLive,
  refreshTokenIssuedTo,
  grantLive,
  refreshedScope,
  codeReuseEndsGrant,
  refreshReuseEndsGrant,
  refreshTokenDue,
  bearerTokenIn,
  registrationAllowed,
  scopesRegistrable,
  keyWeakness,
  keySetLocation,
  keySetCurrent,
  keySetRefetchable,
  publishedKeyUsable,
  newClientSecret,
  tokenLive,
  introspectionAllowed,
  tokenShownTo,
  revocationAllowed,
  refusalOf,
};

export type Rules = typeof rules;

/** What the server promises its clients: our own profile, or FAPI 2.0 as far as client authentication goes. */
export type ServerProfile = 'authproof' | 'fapi2';

/** The decisions of a server that promises this. */
export function rulesOf(profile: ServerProfile = 'authproof'): Rules {
  return profile === 'fapi2' ? { ...rules, audienceMatches: audienceIsIssuer } : rules;
}
