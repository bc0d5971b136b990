import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

const verified = new Set<string>();

export default mutant({
  breaks: ['CA-004'],
  how: 'Verifications are cached by the signature alone, so one that was right once is right under any claims.',
  remembers: true,
  rules: {
    async signatureVerifies(assertion, alg, key) {
      const signature = Buffer.from(assertion.signature).toString('base64url');
      if (verified.has(signature)) return true;
      const verifies = await signatureVerifies(assertion, alg, key);
      if (verifies) verified.add(signature);
      return verifies;
    },
  },
});
