import { mechanismOf } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-052'],
  alsoBreaks: ['CA-050', 'CA-053'],
  how: 'As many parts as the chain has are enough; those that it does not name are left unjudged.',
  rules: {
    mechanismsDue(required, presented) {
      if (presented.length !== required.length) return undefined;
      const known = required.map((method) => mechanismOf[method]);
      return presented.filter((mechanism) => known.includes(mechanism));
    },
  },
});
