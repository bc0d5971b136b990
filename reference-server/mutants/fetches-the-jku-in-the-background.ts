import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'The jku of a rightly signed assertion is fetched for the next time, after it was answered.',
  onlyInPlace: true,
  rules: {
    signatureFailure: onlyWhere(
      signatureFailure,
      ({ header }) => typeof header.jku === 'string',
      async (assertion, ...others) => {
        const failure = await signatureFailure(assertion, ...others);
        if (!failure) setImmediate(() => fetch(String(assertion.header.jku)).catch(() => undefined));
        return failure;
      },
    ),
  },
});
