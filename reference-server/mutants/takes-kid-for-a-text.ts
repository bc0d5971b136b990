import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-029'],
  alsoBreaks: ['CA-035'],
  how: 'kid is trimmed as the text it should be, so an object in its place is a fault of the server.',
  rules: {
    keyFor(alg, header, client) {
      const kid = header.kid as string | undefined;
      return keyFor(alg, kid === undefined ? header : { ...header, kid: kid.trim() }, client);
    },
  },
});
