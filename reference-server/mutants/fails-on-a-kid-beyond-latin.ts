import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-029'],
  how: 'The table that kid is looked up in is in Latin-1, and other letters are a fault.',
  rules: {
    keyFor(alg, header, client, leastBytes) {
      const { kid } = header;
      if (typeof kid === 'string' && [...kid].some((letter) => letter > '\u00ff'))
        throw new RangeError('invalid byte sequence');
      return keyFor(alg, header, client, leastBytes);
    },
  },
});
