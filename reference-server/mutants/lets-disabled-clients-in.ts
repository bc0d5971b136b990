import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-046'],
  how: 'Whether a client is disabled is kept, and never asked.',
  rules: { clientEnabled: () => true },
});
