import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-027'],
  how: 'Of the keys that a client publishes only the last counts, as where each replaces the one before it.',
  rules: {
    keyFor: (alg, header, client) =>
      keyFor(alg, header, client.jwksUri ? { ...client, keys: client.keys.slice(-1) } : client),
  },
});
