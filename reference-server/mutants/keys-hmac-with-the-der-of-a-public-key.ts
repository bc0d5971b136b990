import { mutant } from './mutant.ts';
import { publicKeyAs } from './parts/public-key-as-secret.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'The bytes that a public key is kept as, which is DER, verify an HMAC where the header names one.',
  rules: { signatureFailure: publicKeyAs((key) => key.export({ type: 'spki', format: 'der' })) },
});
