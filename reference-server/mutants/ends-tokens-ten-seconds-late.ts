import { tokenLive } from '../rules/tokens.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-066'],
  alsoBreaks: ['STO-015'],
  how: 'Introspection calls a token live until ten seconds after it was revoked.',
  rules: {
    tokenLive: (token, now) =>
      tokenLive(
        { ...token, endedAt: token.endedAt === undefined ? undefined : later(token.endedAt, now) },
        now,
      ),
  },
});

const later = (endedAt: number, now: number) => (now < endedAt + 10_000 ? undefined : endedAt);
