import { mechanismOf } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-049'],
  alsoBreaks: ['CA-050', 'CA-052', 'CA-053'],
  how: 'Of a chain, what is presented is judged, and what is missing is not missed.',
  rules: {
    mechanismsDue(required, presented) {
      const due = required.map((method) => mechanismOf[method]).filter((one) => presented.includes(one));
      return due.length > 0 ? due : undefined;
    },
  },
});
