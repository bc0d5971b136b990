import { mutant } from './mutant.ts';
import { publicKeyAsSecret } from './parts/public-key-as-secret.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'The header picks the verification routine, which gets whatever is registered: a public key as PEM becomes an HMAC secret.',
  rules: { signatureFailure: publicKeyAsSecret },
});
