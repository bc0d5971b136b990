import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-012'],
  alsoBreaks: ['CA-014', 'CA-015'],
  how: 'It is enough that our issuer occurs somewhere in the audience, such as in the path of a foreign URL.',
  rules: {
    audienceMatches: ({ aud }, issuer) => [aud].flat().some((one) => String(one).endsWith(issuer)),
  },
});
