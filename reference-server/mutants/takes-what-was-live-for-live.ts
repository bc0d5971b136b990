import { tokenLive } from '../rules/tokens.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-066'],
  how: 'A token that was introspected counts as live for half a minute more.',
  remembers: true,
  rules: {
    tokenLive(token, now) {
      const key = token.id ?? token.grantId ?? '';
      if (now < (liveUntil.get(key) ?? 0)) return true;
      const live = tokenLive(token, now);
      if (live) liveUntil.set(key, now + 30_000);
      return live;
    },
  },
});

/** By token or grant. */
const liveUntil = new Map<string, number>();
