import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { derSignatureVerifies } from './parts/der-signature.ts';

export default mutant({
  breaks: ['CA-002'],
  alsoBreaks: ['CA-047', 'CA-049', 'CA-053', 'CA-055'],
  how: 'ECDSA signatures are handed to a verifier that knows DER only, so every right one fails.',
  rules: {
    signatureVerifies: async (assertion, alg, key) =>
      alg.startsWith('ES')
        ? derSignatureVerifies(assertion, alg, key)
        : signatureVerifies(assertion, alg, key),
  },
});
