import { mechanismsDue } from '../rules/chains.ts';
import { mechanismOf } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-050'],
  how: 'What comes beside the whole of a chain is not looked at.',
  rules: {
    mechanismsDue(required, presented) {
      const due = required.map((method) => mechanismOf[method]);
      return mechanismsDue(
        required,
        presented.filter((mechanism) => due.includes(mechanism)),
      );
    },
  },
});
