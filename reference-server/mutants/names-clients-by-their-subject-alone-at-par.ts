import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-009'],
  how: 'The endpoint for pushed requests takes the subject for the issuer where an assertion names none.',
  rules: {
    callerOfPushedAuthorization: callerWith(
      (_, { claims }) => claims?.iss === undefined,
      ({ clientNamedBy }) => ({ clientNamedBy: (claims) => clientNamedBy({ ...claims, iss: claims.sub }) }),
    ),
  },
});
