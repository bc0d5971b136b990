import type { JWK } from 'jose';
import { signatureFailure, signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'An assertion of which no registered key is found is verified by the key that its cnf claim holds.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const failure = await signatureFailure(assertion, method, client, rules);
      const { jwk } = { ...(assertion.claims.cnf as { jwk?: JWK } | undefined) };
      const alg = String(assertion.header.alg);
      if (!failure || !jwk || method !== 'private_key_jwt') return failure;
      return (await signatureVerifies(assertion, alg, jwk)) ? undefined : failure;
    },
  },
});
