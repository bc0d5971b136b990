import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-020'],
  how: 'iat and nbf must have passed to the second, so a client whose clock is ahead is locked out.',
  rules: {
    notYetValid: ({ iat, nbf }, now) =>
      [iat, nbf].some((date) => typeof date === 'number' && date * 1000 > now),
  },
});
