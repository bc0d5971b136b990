import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-066'],
  alsoBreaks: ['STO-015', 'STO-016'],
  how: 'A revoked refresh token is inactive to introspection, and still gives tokens.',
  rules: { grantLive: ({ expiresAt }, now) => now < expiresAt },
});
