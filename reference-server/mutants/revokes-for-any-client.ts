import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-066'],
  how: 'A token is revoked for whichever client asks.',
  rules: { revocationAllowed: () => true },
});
