import { algorithmAllowed } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-007'],
  how: 'The pinned algorithm is compared by its family, so another hash of it will do.',
  rules: {
    algorithmAllowed(alg, method, client) {
      const sameFamily = client.pinnedAlgorithm?.slice(0, 2) === alg.slice(0, 2);
      return algorithmAllowed(alg, method, sameFamily ? { ...client, pinnedAlgorithm: alg } : client);
    },
  },
});
