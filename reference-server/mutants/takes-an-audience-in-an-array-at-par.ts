import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-016'],
  how: 'The pushed authorization request endpoint takes the issuer in an array too.',
  on: { profile: 'fapi2' },
  rules: {
    callerOfPushedAuthorization: callerWith(
      (_, { claims }) => Array.isArray(claims?.aud),
      () => ({ audienceMatches }),
    ),
  },
});
