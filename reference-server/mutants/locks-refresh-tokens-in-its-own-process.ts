import { mutant } from './mutant.ts';
import { pause } from './parts/pause.ts';

export default mutant({
  breaks: ['STO-006'],
  how: 'Of simultaneous uses of a refresh token each process lets one through, and knows nothing of the others.',
  on: { instances: 2 },
  repositories({ refreshTokens }) {
    const inUse = new Set<string>();
    return {
      refreshTokens: {
        ...refreshTokens,
        async spend(token, now) {
          if (inUse.has(token)) return false;
          inUse.add(token);
          try {
            if ((await refreshTokens.find(token))?.usedAt !== undefined) return false;
            await pause(5);
            await refreshTokens.spend(token, now);
            return true;
          } finally {
            inUse.delete(token);
          }
        },
      },
    };
  },
});
