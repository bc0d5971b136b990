import { createPublicKey } from 'node:crypto';
import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'Introspection hands every registered key to its library as PEM, and lets the header say what to do with it.',
  rules: {
    callerOfIntrospection: callerWith(
      (_, { header }) => String(header?.alg).startsWith('HS'),
      ({ signatureFailure }) => ({
        async signatureFailure(assertion, method, client, rules) {
          const [key] = method === 'private_key_jwt' ? client.keys : [];
          if (!key) return signatureFailure(assertion, method, client, rules);
          const pem = createPublicKey({ key: { ...key }, format: 'jwk' }).export({
            type: 'spki',
            format: 'pem',
          });
          const verifies = await signatureVerifies(assertion, String(assertion.header.alg), Buffer.from(pem));
          return verifies ? undefined : 'signature_invalid';
        },
      }),
    ),
  },
});
