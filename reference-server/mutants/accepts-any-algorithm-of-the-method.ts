import { algorithmsOf } from '../rules/algorithms.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-007'],
  how: 'Any algorithm that the server takes for the method is taken of any client, pinned or not.',
  rules: { algorithmAllowed: (alg, method) => algorithmsOf(method).includes(alg) },
});
