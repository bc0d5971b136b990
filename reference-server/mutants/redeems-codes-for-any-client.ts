import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-045'],
  how: 'A code is redeemed by whichever client presents it.',
  rules: { codeIssuedTo: () => true },
});
