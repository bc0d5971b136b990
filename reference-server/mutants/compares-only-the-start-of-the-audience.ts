import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-015'],
  alsoBreaks: ['CA-012', 'CA-013'],
  how: 'An audience that begins with the issuer will do.',
  rules: {
    audienceMatches({ aud }, issuer) {
      const sole: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
      return typeof sole === 'string' && sole.startsWith(issuer);
    },
  },
});
