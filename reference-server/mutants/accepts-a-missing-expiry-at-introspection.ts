import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-018'],
  alsoBreaks: ['CA-050'],
  how: 'The introspection endpoint takes an assertion without expiry for one that does not expire.',
  rules: {
    callerOfIntrospection: callerWith(
      (_, { claims }) => claims?.exp === undefined,
      ({ isExpired }) => ({ isExpired: (claims, now) => claims.exp !== undefined && isExpired(claims, now) }),
    ),
  },
});
