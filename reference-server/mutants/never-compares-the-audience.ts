import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-012'],
  alsoBreaks: ['CA-013', 'CA-014', 'CA-015', 'CA-017', 'CA-035', 'CA-050', 'CA-058', 'CA-064'],
  how: 'An audience is required and never compared, so assertions made for another server work here.',
  rules: { audienceMatches: ({ aud }) => aud !== undefined },
});
