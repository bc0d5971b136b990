import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'The jku of a rightly signed assertion is fetched for the next time, after it was answered.',
  onlyInPlace: true,
  rules: {
    async signatureFailure(assertion, ...others) {
      const failure = await signatureFailure(assertion, ...others);
      const { jku } = assertion.header;
      if (!failure && typeof jku === 'string') setImmediate(() => fetch(jku).catch(() => undefined));
      return failure;
    },
  },
});
