import { ClientAuthenticationFailed } from '../errors.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-050'],
  alsoBreaks: ['CA-052'],
  how: 'The first part of a chain decides, and a failure of what comes after it is only noted.',
  rules: {
    async judgeInOrder([first, ...others], judge) {
      const outcomes = first === undefined ? [] : [await judge(first)];
      for (const part of others) {
        const outcome = await judge(part);
        if (!(outcome instanceof ClientAuthenticationFailed)) outcomes.push(outcome);
      }
      return outcomes;
    },
  },
});
