import { metadataOf } from '../rules/metadata.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  how: 'The metadata leave it to the reader that revocation takes the algorithms of the token endpoint.',
  rules: {
    metadataOf(issuer, registration) {
      const { revocation_endpoint_auth_signing_alg_values_supported: _, ...rest } = metadataOf(
        issuer,
        registration,
      );
      return rest;
    },
  },
});
