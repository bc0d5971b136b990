import { mutant } from './mutant.ts';
import { publicKeyAs } from './parts/public-key-as-secret.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'The text of a public JWK is the secret of an HMAC where the header names one.',
  rules: { signatureFailure: publicKeyAs((key) => JSON.stringify(key.export({ format: 'jwk' }))) },
});
