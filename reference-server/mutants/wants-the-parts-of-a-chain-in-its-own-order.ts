import { mechanismsDue } from '../rules/chains.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-049'],
  alsoBreaks: ['CA-053'],
  how: 'A chain fits only where the policy names its methods in the order that requests are read in.',
  rules: {
    mechanismsDue(required, presented) {
      const due = mechanismsDue(required, presented);
      return due?.every((mechanism, index) => mechanism === presented[index]) ? due : undefined;
    },
  },
});
