import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'The jku of the header is fetched, and what it holds is thrown away: only registered keys verify.',
  onlyInPlace: true,
  rules: {
    signatureFailure: onlyWhere(
      signatureFailure,
      ({ header }) => typeof header.jku === 'string',
      async (assertion, ...others) => {
        await fetch(String(assertion.header.jku)).catch(() => undefined);
        return signatureFailure(assertion, ...others);
      },
    ),
  },
});
