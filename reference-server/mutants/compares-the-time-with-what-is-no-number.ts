import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-021'],
  alsoBreaks: ['CA-018', 'CA-035', 'CA-050'],
  how: 'An assertion is expired where its exp is smaller than the time, which no word is.',
  rules: {
    callerOfToken: callerWith(
      (_, { claims }) => claims?.exp !== undefined && typeof claims.exp !== 'number',
      ({ datesWellFormed }) => ({
        datesWellFormed: ({ iat, nbf }) => datesWellFormed({ iat, nbf }),
        isExpired: ({ exp }, now) => Number(exp) * 1000 < now,
      }),
    ),
  },
});
