import { X509Certificate } from 'node:crypto';
import type { JWK } from 'jose';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'x5c in the header is followed where the chain is sound in itself and its certificate names the client.',
  rules: {
    keyFor(alg, header, client) {
      const chain = Array.isArray(header.x5c) ? header.x5c.map(certificateIn) : [];
      const [own, issuer] = chain;
      const isSound = own && issuer && own.checkIssued(issuer) && own.verify(issuer.publicKey);
      return isSound && own.subject === `CN=${client.id}`
        ? (own.publicKey.export({ format: 'jwk' }) as JWK)
        : keyFor(alg, header, client);
    },
  },
});

function certificateIn(text: unknown): X509Certificate {
  return new X509Certificate(Buffer.from(String(text), 'base64'));
}
