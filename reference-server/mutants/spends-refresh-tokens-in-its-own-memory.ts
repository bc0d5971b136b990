import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-006'],
  how: 'The process remembers by itself which refresh tokens were used, until it ends.',
  on: { storage: 'file' },
  repositories({ refreshTokens }) {
    const used = new Set<string>();
    return {
      refreshTokens: {
        ...refreshTokens,
        async spend(token) {
          if (used.has(token)) return false;
          used.add(token);
          return true;
        },
      },
    };
  },
});
