import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-015'],
  how: 'The second use of a code is refused, and what the first gave stays.',
  rules: { codeReuseEndsGrant: () => false },
});
