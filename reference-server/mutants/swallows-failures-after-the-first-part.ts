import { ClientAuthenticationFailed } from '../errors.ts';
import { judgeInOrder } from '../rules/chains.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-050'],
  alsoBreaks: ['CA-007', 'CA-052'],
  how: 'The first part of a chain decides, and a failure of what comes after it is only noted.',
  rules: {
    judgeInOrder: onlyWhere(
      judgeInOrder,
      (parts) => parts.length > 1,
      async ([first, ...others], judge) => {
        const outcomes = first === undefined ? [] : [await judge(first)];
        for (const part of others) {
          const outcome = await judge(part);
          if (!(outcome instanceof ClientAuthenticationFailed)) outcomes.push(outcome);
        }
        return outcomes;
      },
    ),
  },
});
