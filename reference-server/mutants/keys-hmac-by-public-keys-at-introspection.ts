import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';
import { publicKeyAsSecret } from './parts/public-key-as-secret.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'Introspection hands every registered key to its library as PEM, and lets the header say what to do with it.',
  rules: {
    callerOfIntrospection: callerWith(
      (_, { header }) => String(header?.alg).startsWith('HS'),
      () => ({ signatureFailure: publicKeyAsSecret }),
    ),
  },
});
