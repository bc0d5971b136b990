import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-006'],
  alsoBreaks: ['STO-015', 'STO-016'],
  how: 'Each use of a refresh token gives a new one, and the old one goes on working.',
  repositories: ({ refreshTokens }) => ({
    refreshTokens: { ...refreshTokens, spend: async () => true },
  }),
});
