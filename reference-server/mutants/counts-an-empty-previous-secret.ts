import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-003'],
  alsoBreaks: ['CA-029'],
  how: 'The secret that a client had before verifies an HMAC too, and where it never had another that is empty.',
  rules: {
    signatureVerifies: async (assertion, alg, key) =>
      (await signatureVerifies(assertion, alg, key)) ||
      (key instanceof Uint8Array && signatureVerifies(assertion, alg, Buffer.alloc(0))),
  },
});
