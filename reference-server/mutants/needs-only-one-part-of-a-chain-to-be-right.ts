import { ClientAuthenticationFailed } from '../errors.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-050'],
  alsoBreaks: ['CA-052', 'CA-054'],
  how: 'A chain is a list to choose from: the first part that is right authenticates the client.',
  rules: {
    async judgeInOrder(parts, judge) {
      const failures = [];
      for (const part of parts) {
        const outcome = await judge(part);
        if (!(outcome instanceof ClientAuthenticationFailed)) return [outcome];
        failures.push(outcome);
      }
      return failures;
    },
  },
});
