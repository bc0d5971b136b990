import { mutant } from './mutant.ts';
import { pause } from './parts/pause.ts';

export default mutant({
  breaks: ['STO-006'],
  how: 'A refresh token is looked up first and spent a millisecond later, so racing requests all find it fresh.',
  repositories: ({ refreshTokens }) => ({
    refreshTokens: {
      ...refreshTokens,
      async spend(token, now) {
        if ((await refreshTokens.find(token))?.usedAt !== undefined) return false;
        await pause(1);
        await refreshTokens.spend(token, now);
        return true;
      },
    },
  }),
});
