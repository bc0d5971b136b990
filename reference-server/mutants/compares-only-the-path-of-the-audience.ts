import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-012'],
  alsoBreaks: ['CA-013', 'CA-015', 'CA-017', 'CA-050', 'CA-058', 'CA-064'],
  how: 'The audience is compared by its path, so any server with the same layout will do.',
  rules: {
    audienceMatches({ aud }, issuer) {
      const sole: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
      if (typeof sole !== 'string' || !URL.canParse(sole)) return false;
      return new URL(sole).pathname === new URL(issuer).pathname;
    },
  },
});
