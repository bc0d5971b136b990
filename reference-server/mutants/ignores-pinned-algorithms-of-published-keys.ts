import { algorithmAllowed } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-007'],
  how: 'A client that publishes its keys may use any algorithm that one of them fits.',
  rules: {
    algorithmAllowed: (alg, method, { jwksUri, pinnedAlgorithm, ...client }) =>
      algorithmAllowed(alg, method, {
        ...client,
        jwksUri,
        pinnedAlgorithm: jwksUri === undefined ? pinnedAlgorithm : undefined,
      }),
  },
});
