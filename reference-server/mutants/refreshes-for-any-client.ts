import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-045'],
  how: 'A refresh token is used by whichever client presents it.',
  rules: { refreshTokenIssuedTo: () => true },
});
