import { judgeInOrder } from '../rules/chains.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-054'],
  how: 'All parts of a chain are judged before the failure of one counts, so an assertion is used up in vain.',
  rules: {
    judgeInOrder: onlyWhere(
      judgeInOrder,
      (parts) => parts.length > 1,
      async (parts, judge) => {
        const outcomes = [];
        for (const part of parts) outcomes.push(await judge(part));
        return outcomes;
      },
    ),
  },
});
