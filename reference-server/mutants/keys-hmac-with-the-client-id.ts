import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-003'],
  alsoBreaks: ['CA-017', 'CA-047', 'CA-049', 'CA-055', 'CA-057', 'CA-060'],
  how: 'HMAC is keyed with the client identifier, which everyone knows, instead of the secret.',
  rules: {
    keyFor: (alg, header, client) =>
      alg.startsWith('HS') ? Buffer.from(client.id) : keyFor(alg, header, client),
  },
});
