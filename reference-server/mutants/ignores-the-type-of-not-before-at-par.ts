import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-021'],
  how: 'Where a request is pushed, nbf is looked at where it is a number, and taken for absent where it is not.',
  rules: {
    callerOfPushedAuthorization: callerWith(
      (_, { claims }) => claims !== undefined && 'nbf' in claims,
      ({ datesWellFormed }) => ({ datesWellFormed: ({ exp, iat }) => datesWellFormed({ exp, iat }) }),
    ),
  },
});
