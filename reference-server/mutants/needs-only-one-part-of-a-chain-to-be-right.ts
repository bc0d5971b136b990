import { ClientAuthenticationFailed } from '../errors.ts';
import { judgeInOrder } from '../rules/chains.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-050'],
  alsoBreaks: ['CA-007', 'CA-052', 'CA-054'],
  how: 'A chain is a list to choose from: the first part that is right authenticates the client.',
  rules: {
    judgeInOrder: onlyWhere(
      judgeInOrder,
      (parts) => parts.length > 1,
      async (parts, judge) => {
        const failures = [];
        for (const part of parts) {
          const outcome = await judge(part);
          if (!(outcome instanceof ClientAuthenticationFailed)) return [outcome];
          failures.push(outcome);
        }
        return failures;
      },
    ),
  },
});
