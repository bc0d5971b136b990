import { digestsMatch } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

const verified = new Set<string>();

export default mutant({
  breaks: ['CA-044'],
  alsoBreaks: ['CA-055'],
  how: 'Verifications are cached by the secret alone, so one that was right once is right for every client.',
  remembers: true,
  rules: {
    digestsMatch(digest, expected) {
      if (verified.has(digest)) return true;
      const matches = digestsMatch(digest, expected);
      if (matches) verified.add(digest);
      return matches;
    },
  },
});
