import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'An Ed25519 public key is kept as its 32 bytes, and those bytes verify an HMAC where the header names one.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const { alg } = assertion.header;
      const [jwk] = client.keys;
      if (typeof alg !== 'string' || !alg.startsWith('HS') || jwk?.kty !== 'OKP') {
        return signatureFailure(assertion, method, client, rules);
      }
      const bytes = Buffer.from(jwk.x ?? '', 'base64url');
      return (await rules.signatureVerifies(assertion, alg, bytes)) ? undefined : 'signature_invalid';
    },
  },
});
