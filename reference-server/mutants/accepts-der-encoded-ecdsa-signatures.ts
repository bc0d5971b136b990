import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { derSignatureVerifies } from './parts/der-signature.ts';

export default mutant({
  breaks: ['CA-002'],
  how: 'ECDSA signatures are accepted in DER beside the form that RFC 7518 §3.4 prescribes.',
  rules: {
    signatureVerifies: async (assertion, alg, key) =>
      (await signatureVerifies(assertion, alg, key)) ||
      (alg.startsWith('ES') && derSignatureVerifies(assertion, alg, key)),
  },
});
