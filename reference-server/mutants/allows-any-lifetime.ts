import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-019'],
  how: 'How long an assertion lives is not looked at, so one that was stolen is good for years.',
  rules: { lifetimeAllowed: () => true },
});
