/** All that a case may import, beside node:assert. */

export type { KeyObject } from 'node:crypto';
export type { Profile } from '../../requirements/registry.ts';
export { affordableTries, quartilesOf, toldApart } from './answer-times.ts';
export { type Capability, cross, testCase, type Variant } from './case.ts';
export type { CaseContext } from './context.ts';
export {
  control,
  expectAccepted,
  expectClientError,
  expectOneWinner,
  expectRefused,
  expectToken,
  requireComparable,
  requireRefused,
  requireSpent,
} from './expect.ts';
export { expectNeverFetched } from './never-fetched.ts';
export { claimsOf, jwtBearerAssertionType } from './oauth/assertion.ts';
export { basic, basicCredentials, formEncode, type Probe } from './oauth/call.ts';
export { certificateChain, toPem } from './oauth/certificates.ts';
export {
  type Client,
  type ClientTraits,
  idInOtherCase,
  inOtherCase,
  nobodyLike,
  secretLike,
  wideLetter,
} from './oauth/client.ts';
export { expectScopeLeftOut, scopesNamed } from './oauth/granted-scope.ts';
export type { GrantProbe, Grants, Tokens } from './oauth/grants.ts';
export { publicJwkOf } from './oauth/jwk.ts';
export {
  assemble,
  type CompactParts,
  dissect,
  ecCurves,
  flipBit,
  type Json,
  jwsAlgorithms,
  jwsSign,
  sha256,
  strangersKey,
  strangersSigning,
  tampered,
  withHeader,
} from './oauth/jws.ts';
export type { OAuth } from './oauth/oauth.ts';
export { tokenByNewKey } from './oauth/published-keys.ts';
export { describeReply, header, type Reply } from './oauth/reply.ts';
export { twoClients } from './oauth/two-clients.ts';
export { visibleOf } from './oauth/visible.ts';
export { ecKey, rsaKey, rsaKeyOfExponentOne } from './oauth/weak-keys.ts';
export { withoutCredential, wrongCredential } from './oauth/without-credential.ts';
export { NotApplicable, Untestable } from './outcomes.ts';
export { keySet, type Offered } from './sink.ts';
export {
  anyChain,
  authenticatingEndpoints,
  backChannelEndpoints,
  chains,
  confidentialMethods,
  endpointsBesideToken,
  endpointsWithLists,
  furtherEndpoints,
  grantKinds,
  jwtMethods,
  listableWays,
  type NamedKid,
  namedKids,
  signerOfEachFamily,
  signers,
} from './tables.ts';
export type { ClientAuthMethod, EndpointName } from './target/description.ts';
export { leastSecretBytes } from './target/key-fit.ts';
