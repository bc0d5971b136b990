import { metadataOf } from '../rules/metadata.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  how: 'The metadata name methods that sign, and no algorithm to sign by.',
  rules: {
    metadataOf(issuer, registration) {
      const { token_endpoint_auth_signing_alg_values_supported: _, ...rest } = metadataOf(
        issuer,
        registration,
      );
      return rest;
    },
  },
});
