import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-027'],
  how: 'Of the keys that a client publishes only the first counts, so two of them never overlap.',
  rules: {
    keyFor: (alg, header, client) =>
      keyFor(alg, header, client.jwksUri ? { ...client, keys: client.keys.slice(0, 1) } : client),
  },
});
