import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { publicKeyAsSecret } from './parts/public-key-as-secret.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'An HMAC keyed with a public key is taken where that key had to be fetched.',
  rules: {
    signatureFailure: (assertion, method, client, rules) =>
      (client.jwksUri === undefined ? signatureFailure : publicKeyAsSecret)(assertion, method, client, rules),
  },
});
