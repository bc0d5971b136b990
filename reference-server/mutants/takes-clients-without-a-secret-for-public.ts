import { methodFor } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-043'],
  alsoBreaks: ['CA-040', 'CA-044'],
  how: 'A client that has a key and no secret is taken as public, so its identifier is enough.',
  rules: {
    methodFor: (credentials, client) =>
      credentials.mechanism === 'none' && client.secretDigest === undefined
        ? 'none'
        : methodFor(credentials, client),
  },
});
