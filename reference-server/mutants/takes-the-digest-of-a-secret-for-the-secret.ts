import { secretDigest } from '../rules/secrets.ts';
import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-003'],
  how: 'What is kept of a secret keys an HMAC as well as the secret, so whoever reads the table signs for every client.',
  rules: {
    signatureVerifies: async (assertion, alg, key) =>
      (await signatureVerifies(assertion, alg, key)) ||
      (key instanceof Uint8Array &&
        signatureVerifies(assertion, alg, Buffer.from(secretDigest(Buffer.from(key).toString())))),
  },
});
