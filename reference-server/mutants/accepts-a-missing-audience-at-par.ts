import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-012'],
  alsoBreaks: ['CA-050'],
  how: 'The endpoint for pushed requests lets an assertion in that names no audience.',
  rules: {
    callerOfPushedAuthorization: callerWith(
      (_, { claims }) => claims?.aud === undefined,
      ({ audienceMatches }) => ({
        audienceMatches: (claims, issuer) => claims.aud === undefined || audienceMatches(claims, issuer),
      }),
    ),
  },
});
