import { judgeInOrder } from '../rules/chains.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-050'],
  how: 'A part that cannot be read is left out, as if nobody had sent it.',
  rules: {
    judgeInOrder: (parts, judge) =>
      judgeInOrder(
        parts.filter((part) => !(part instanceof Object && 'failure' in part)),
        judge,
      ),
  },
});
