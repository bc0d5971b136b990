import { judgeInOrder } from '../rules/chains.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-050'],
  how: 'A part that cannot be read is left out, as if nobody had sent it.',
  rules: {
    judgeInOrder: onlyWhere(
      judgeInOrder,
      (parts) => parts.some(isUnreadable),
      (parts, judge) =>
        judgeInOrder(
          parts.filter((part) => !isUnreadable(part)),
          judge,
        ),
    ),
  },
});

const isUnreadable = (part: unknown) => part instanceof Object && 'failure' in part;
