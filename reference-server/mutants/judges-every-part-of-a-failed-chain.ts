import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-054'],
  how: 'All parts of a chain are judged before the failure of one counts, so an assertion is used up in vain.',
  rules: {
    async judgeInOrder(parts, judge) {
      const outcomes = [];
      for (const part of parts) outcomes.push(await judge(part));
      return outcomes;
    },
  },
});
