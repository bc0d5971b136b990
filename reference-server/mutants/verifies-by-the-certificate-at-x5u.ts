import { X509Certificate } from 'node:crypto';
import type { JWK } from 'jose';
import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'The certificate that x5u of the header leads to is fetched and gives the key.',
  onlyInPlace: true,
  rules: {
    signatureFailure: onlyWhere(
      signatureFailure,
      ({ header }) => typeof header.x5u === 'string',
      async (assertion, _method, _client, rules) => {
        const { x5u, alg } = assertion.header;
        const pem = await (await fetch(String(x5u))).text();
        const key = new X509Certificate(pem).publicKey.export({ format: 'jwk' }) as JWK;
        return (await rules.signatureVerifies(assertion, String(alg), key)) ? undefined : 'signature_invalid';
      },
    ),
  },
});
