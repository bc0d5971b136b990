import { X509Certificate } from 'node:crypto';
import type { JWK } from 'jose';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'The first certificate of x5c in the header gives the key, and nobody asks who issued it.',
  rules: {
    keyFor(alg, header, client) {
      const [certificate] = Array.isArray(header.x5c) ? header.x5c : [];
      if (typeof certificate !== 'string') return keyFor(alg, header, client);
      const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
      return publicKey.export({ format: 'jwk' }) as JWK;
    },
  },
});
