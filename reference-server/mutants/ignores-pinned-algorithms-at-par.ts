import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-007'],
  how: 'A client that pushes a request is not held to the algorithm that it is registered with.',
  rules: {
    callerOfPushedAuthorization: callerWith(
      ({ form }) => form.has('client_assertion'),
      ({ algorithmAllowed }) => ({
        algorithmAllowed: (alg, method, client) =>
          algorithmAllowed(alg, method, { ...client, pinnedAlgorithm: undefined }),
      }),
    ),
  },
});
