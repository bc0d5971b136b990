import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'The kid picks the key, and nobody looks whether it is on the curve of the algorithm.',
  rules: {
    keyFor: (alg, header, client) =>
      client.keys.find(({ kid }) => kid !== undefined && kid === header.kid) ?? keyFor(alg, header, client),
  },
});
