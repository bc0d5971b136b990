import type { JWK } from 'jose';
import { signatureFailure, signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'An assertion of which no registered key is found is verified by the key set that its header holds.',
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const failure = await signatureFailure(assertion, method, client, rules);
      const [jwk] = { ...(assertion.header.jwks as { keys?: JWK[] } | undefined) }.keys ?? [];
      if (!failure || !jwk || method !== 'private_key_jwt') return failure;
      return (await signatureVerifies(assertion, String(assertion.header.alg), jwk)) ? undefined : failure;
    },
  },
});
