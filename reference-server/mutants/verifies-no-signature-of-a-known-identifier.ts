import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-004'],
  how: 'Where the signature of an assertion was right, no other of its identifier is looked at.',
  remembers: true,
  rules: {
    async signatureFailure(assertion, method, client, rules) {
      const key = JSON.stringify([client.id, assertion.claims.jti]);
      if (verified.has(key)) return undefined;
      const failure = await signatureFailure(assertion, method, client, rules);
      if (!failure) verified.add(key);
      return failure;
    },
  },
});

const verified = new Set<string>();
