import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-016'],
  alsoBreaks: ['STO-015'],
  how: 'The second use of a refresh token is refused, and those that followed it stay.',
  rules: { refreshReuseEndsGrant: () => false },
});
