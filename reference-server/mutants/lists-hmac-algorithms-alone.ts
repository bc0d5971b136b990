import { metadataOf } from '../rules/metadata.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  how: 'The metadata name private_key_jwt, and of its algorithms none.',
  rules: {
    metadataOf: (issuer, registration) => ({
      ...metadataOf(issuer, registration),
      token_endpoint_auth_signing_alg_values_supported: ['HS256', 'HS384', 'HS512'],
    }),
  },
});
