import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-064'],
  alsoBreaks: ['CA-049', 'CA-057'],
  how: 'A pushed authorization request is taken only where the audience is the URL of that very endpoint.',
  rules: {
    issuerFor: (configured, _headers, path) =>
      path.endsWith('/oauth/par') ? `${configured}/oauth/par` : configured,
  },
});
