import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-064'],
  alsoBreaks: ['CA-049', 'CA-057'],
  how: 'A pushed authorization request wants the audience that the token endpoint once wanted, its URL.',
  rules: {
    issuerFor: (configured, _headers, path) =>
      path.endsWith('/oauth/par') ? `${configured}/oauth/token` : configured,
  },
});
