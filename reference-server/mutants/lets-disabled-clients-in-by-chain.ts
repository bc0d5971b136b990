import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-046'],
  how: 'Whether a client is disabled is asked where it authenticates by one method, and not where by a chain.',
  rules: { clientEnabled: ({ enabled, chain }) => enabled || chain !== undefined },
});
