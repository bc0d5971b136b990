import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

const lengths: Readonly<Record<string, number>> = { ES256: 64, ES384: 96, ES512: 132 };

export default mutant({
  breaks: ['CA-037'],
  alsoBreaks: ['CA-004', 'CA-035'],
  how: 'R and S are cut out of the front of the signature, whatever comes after them.',
  rules: {
    signatureVerifies(assertion, alg, key) {
      const length = lengths[alg];
      if (length === undefined) return signatureVerifies(assertion, alg, key);
      const signed = assertion.compact.slice(0, assertion.compact.lastIndexOf('.'));
      const signature = Buffer.from(assertion.signature.subarray(0, length));
      return signatureVerifies(
        { ...assertion, signature, compact: `${signed}.${signature.toString('base64url')}` },
        alg,
        key,
      );
    },
  },
});
