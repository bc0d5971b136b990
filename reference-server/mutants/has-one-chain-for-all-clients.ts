import { requiredMethods } from '../rules/chains.ts';
import { mutant } from './mutant.ts';

let policy: ReturnType<typeof requiredMethods> | undefined;

export default mutant({
  breaks: ['CA-053'],
  alsoBreaks: ['CA-049'],
  how: 'The chain of the first client that needs one is kept as the policy of the server.',
  onlyInPlace: true,
  rules: {
    requiredMethods(client, request) {
      policy ??= requiredMethods(client, request);
      return policy;
    },
  },
});
