import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'The jku of the header is fetched, and what it holds is thrown away: only registered keys verify.',
  onlyInPlace: true,
  rules: {
    async signatureFailure(assertion, ...others) {
      const { jku } = assertion.header;
      if (typeof jku === 'string') await fetch(jku).catch(() => undefined);
      return signatureFailure(assertion, ...others);
    },
  },
});
