import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-006'],
  alsoBreaks: ['STO-015', 'STO-016'],
  how: 'A used refresh token goes on working for ten seconds, for clients that lost the answer.',
  repositories: ({ refreshTokens }) => ({
    refreshTokens: {
      ...refreshTokens,
      async spend(token, now) {
        if (await refreshTokens.spend(token, now)) return true;
        const usedAt = (await refreshTokens.find(token))?.usedAt ?? 0;
        return now - usedAt < 10_000;
      },
    },
  }),
});
