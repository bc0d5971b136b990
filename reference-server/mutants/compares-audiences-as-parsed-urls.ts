import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-015'],
  how: 'Audience and issuer are parsed as URLs before they are compared, so many spellings are one.',
  rules: {
    audienceMatches({ aud }, issuer) {
      const sole: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
      if (typeof sole !== 'string' || !URL.canParse(sole)) return false;
      return new URL(sole).href === new URL(issuer).href;
    },
  },
});
