import { tokenLive } from '../rules/tokens.ts';
import { mutant } from './mutant.ts';

/** Until when a token that was live is not looked at again. */
const keptUntil = new Map<string, number>();

export default mutant({
  breaks: ['CA-066'],
  how: 'That a token is live is remembered for ten seconds, so one that was just asked about outlives its revocation.',
  remembers: true,
  rules: {
    tokenLive(token, now) {
      const name = JSON.stringify([token.clientId, token.id, token.grantId]);
      if (now < (keptUntil.get(name) ?? 0)) return true;
      const live = tokenLive(token, now);
      if (live) keptUntil.set(name, now + 10_000);
      return live;
    },
  },
});
